/** The instructions of a function, each with the line it came from. */

import { decode, headOf } from "../wasm/code.js";

/** @import {Body, Module} from "../wasm/module.js" */
/** @import {Place, Places} from "./places.js" */

/**
 * An instruction, or a function's head: its bytes in the file, and the place it came from if it is of one in particular.
 * @typedef {{offset: number, length: number, depth: number, text: string, place: Place | null}} Step
 */

/** Throws RangeError where an instruction is not known here. @param {Module} module @param {Body} body @param {Places} places @returns {Step[]} */
export function stepsOf(module, body, places) {
  const { locals, instructions } = decode(module, body);
  const first = instructions[0]?.offset ?? body.to;
  const text = `${headOf(module, body)}${locals.length > 0 ? ` (local ${locals.join(" ")})` : ""}`;
  const head = { offset: body.start, length: first - body.start, depth: 0, text };
  return [head, ...instructions].map((step) => ({ ...step, place: places.at(Math.max(step.offset, body.from)) }));
}
