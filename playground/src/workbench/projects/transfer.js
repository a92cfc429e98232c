/** Ways out of the browser and into it: archives, folders, the compiled program. */

import { connect } from "../../backend/index.js";
import { NoProject, fileName, pack, projectOf, unpack } from "../../projects/archive.js";
import { failureOf, reasonOf } from "../../session.js";
import { saveFile } from "../save-file.js";
import { pickedFiles } from "./incoming.js";

/** @import {Project} from "../../project.js" */
/** @import {Bench} from "../bench.js" */
/** @import {Incoming} from "./incoming.js" */

/** @param {Project} project */
export function downloadZip(project) {
  saveFile(`${fileName(project.name)}.zip`, pack(project), "application/zip");
}

/** Builds it first. @param {Bench} bench @param {Project} project */
export async function downloadWasm({ view }, project) {
  const { signal } = new AbortController();
  try {
    const backend = await connect();
    const build = await backend.build(project.source, "release", signal, () => {});
    view.problems(build.diagnostics, build.log);
    if (build.status !== "succeeded") return view.failure(failureOf(build));
    const bytes = await backend.artifact(build, signal);
    saveFile(`${fileName(project.name)}.wasm`, bytes, "application/wasm");
  } catch (error) {
    view.failure(reasonOf(error));
  }
}

/** @param {Bench} bench @param {{whole: boolean}} what  `whole`: a folder, else an archive. */
export async function importPicked(bench, { whole }) {
  return importFiles(bench, await pickedFiles("", whole ? { whole } : { accept: ".zip,application/zip" }));
}

/** Makes a project of an archive, or of the files of a folder, and shows it. Throws NoProject. @param {Bench} bench @param {Incoming[]} incoming */
export async function importFiles({ projects }, incoming) {
  const [first] = incoming;
  if (first === undefined) return false;
  const [path, bytes] = first;
  const zipped = incoming.length === 1 && path.toLowerCase().endsWith(".zip");
  const name = (zipped ? path.slice(0, -".zip".length) : path.split("/")[0]) ?? path;
  await projects.create(projectOf(zipped ? unpack(bytes) : incoming, name));
  return true;
}

export { NoProject };
