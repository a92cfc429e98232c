/** A build that is looked into. */

import { connect } from "../../backend/index.js";
import { Places } from "../../dwarf/places.js";
import { interfaceOf } from "../../wasm/interface.js";
import { parseModule } from "../../wasm/module.js";

/** @import {Built} from "../../news.js" */
/** @import {Source} from "../../backend/index.js" */
/** @import {Interface} from "../../wasm/interface.js" */
/** @import {Module} from "../../wasm/module.js" */

/** @typedef {Built & {bytes: ArrayBuffer, module: Module, places: Places, surface: Interface}} Subject */

/** @param {Source} source @param {"debug" | "release"} profile @param {AbortSignal} signal @returns {Promise<Built>} */
export async function build(source, profile, signal) {
  const backend = await connect();
  const kept = { ...source, files: { ...source.files } };
  return { build: await backend.build(kept, profile, signal, () => {}), source: kept, profile };
}

/** @param {Built} built @param {AbortSignal} signal @returns {Promise<Subject>} */
export async function subjectOf(built, signal) {
  const bytes = await (await connect()).artifact(built.build, signal);
  const module = parseModule(bytes);
  const places = new Places(module, Object.keys(built.source.files));
  return { ...built, bytes, module, places, surface: interfaceOf(module) };
}
