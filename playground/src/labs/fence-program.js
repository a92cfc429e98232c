/** The programs of a page's fences, as labs take them: with the reader's changes, built as Run builds them. */

import { connect } from "../backend/index.js";
import { readFence } from "../fence.js";
import { Project } from "../project.js";
import { FenceKeeper } from "../projects/fence-keeper.js";

/** @import {Diagnostic} from "../api.js" */

/** `module` is null when the program does not compile; `diagnostics` say why. @typedef {{module: ArrayBuffer | null, diagnostics: Diagnostic[]}} Built */

/** The program of the fence within the element of that id. @param {HTMLElement} host  Of the lab. @param {string} id */
export function programOf(host, id) {
  const root = /** @type {Document} */ (host.getRootNode());
  const element = root.getElementById(id)?.querySelector("wardian-playground");
  const fence = element instanceof HTMLElement ? readFence(element) : null;
  if (fence === null) throw new Error(`There is no playground fence in an element with the id "${id}".`);
  return { project: new Project(fence.original, new FenceKeeper(fence.original)), hidden: fence.hidden, labels: fence.labels };
}

/** @param {Project} project @param {AbortSignal} signal @returns {Promise<Built>} */
export async function builtOf({ source }, signal) {
  const backend = await connect();
  const build = await backend.build(source, "debug", signal, () => {});
  const module = build.status === "succeeded" ? await backend.artifact(build, signal) : null;
  return { module, diagnostics: build.diagnostics };
}
