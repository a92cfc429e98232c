/** The artifacts of the programs that labs bring along. */

import { connect } from "../backend/index.js";
import { sourceOf } from "./source.js";

/** @import {Project} from "../api.js" */

/** The artifact of a project that compiles. @param {Project} project @param {AbortSignal} signal */
export async function artifactOf(project, signal) {
  const backend = await connect();
  const build = await backend.build(await sourceOf(project), "debug", signal, () => {});
  if (build.status !== "succeeded") throw new Error(build.diagnostics[0]?.message ?? build.log);
  return backend.artifact(build, signal);
}
