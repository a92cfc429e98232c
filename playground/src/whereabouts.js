/** The line of the program from which a failed run came. */

import { framesOf } from "./dwarf/traps.js";

/** @import {Ending} from "./messages.js" */
/** @import {Place} from "./dwarf/traps.js" */

/** As CPython and Rust write where it happened, on standard error. The last one counts. */
const TRACES = [/^ *File "([^"\n]+)", line (\d+)()/gm, /panicked at ([^\s:]+):(\d+):(\d+)/g];

/**
 * By the engine's stack and the module's line table, else by what the language's runtime wrote; null if neither tells.
 * @param {Ending} ending
 * @param {{errors: string, paths: string[], artifact: () => Promise<ArrayBuffer>}} run  `errors` is its standard error.
 * @returns {Promise<Place | null>}
 */
export async function whereabouts(ending, { errors, paths, artifact }) {
  if (ending.how === "exited" && ending.code === 0) return null;
  const told = TRACES.flatMap((trace) => [...errors.matchAll(trace)])
    .flatMap(([, file = "", line, column]) => known({ file, line: Number(line), column: Number(column || 1) }, paths))
    .at(-1);
  if (told !== undefined || ending.how !== "trapped" || !ending.stack) return told ?? null;
  const frames = framesOf(ending.stack, await artifact());
  return frames.flatMap(({ place }) => (place === null ? [] : known(place, paths)))[0] ?? null;
}

/** The place with the project's name for its file, if it is one of the project's. @param {Place} place @param {string[]} paths */
function known(place, paths) {
  const path = paths.find((one) => place.file === one || place.file.endsWith(`/${one}`));
  return path === undefined ? [] : [{ ...place, file: path }];
}
