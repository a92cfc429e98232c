/** The reader's functions in a module, with the source line that each instruction came from. */

import { Places } from "../../dwarf/places.js";
import { stepsOf } from "../../dwarf/steps.js";
import { parseModule } from "../../wasm/module.js";

/** @import {Module} from "../../wasm/module.js" */

/**
 * @typedef {{offset: number, length: number, depth: number, text: string, line: number | null}} Step
 *   An instruction, or a function's head: its bytes in the file, and the line it came from if it is of one in particular.
 * @typedef {{module: Module, functions: Step[][]}} Linked
 */

/** @param {ArrayBuffer} data @param {string} file  The path of the source. @returns {Linked} */
export function link(data, file) {
  const module = parseModule(data);
  const places = new Places(module, [file]);
  const functions = module.bodies
    .filter((body) => places.has(body))
    .map((body) => stepsOf(module, body, places).map(({ place, ...step }) => ({ ...step, line: place?.line ?? null })));
  return { module, functions };
}
