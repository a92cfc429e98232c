/** The reader's functions in a module, with the source line that each instruction came from. */

import { lineRows } from "../../dwarf/lines.js";
import { decode, headOf } from "../../wasm/code.js";
import { customSection, parseModule } from "../../wasm/module.js";

/** @import {Body, Module} from "../../wasm/module.js" */

/**
 * @typedef {{offset: number, length: number, depth: number, text: string, line: number | null}} Step
 *   An instruction, or a function's head: its bytes in the file, and the line it came from if it is of one in particular.
 * @typedef {{module: Module, functions: Step[][]}} Linked
 */

/** @param {ArrayBuffer} data @param {string} file  The path of the source. @returns {Linked} */
export function link(data, file) {
  const module = parseModule(data);
  const lines = linesOf(module, file);
  const functions = module.bodies
    .filter(({ from, to }) => lines.some(({ offset }) => offset >= from && offset < to))
    .map((body) => stepsOf(module, body).map((step) => ({ ...step, line: lineAt(lines, Math.max(step.offset, body.from)) })));
  return { module, functions };
}

/** Where a place in the file begins that came from this line; 0 is none. @typedef {{offset: number, line: number}} Place */

/** In ascending order. @param {Module} module @param {string} file @returns {Place[]} */
function linesOf(module, file) {
  const debugLine = customSection(module, ".debug_line");
  const code = module.sections.find(({ id }) => id === 10);
  if (debugLine === null || code === undefined) return [];
  return lineRows(debugLine, customSection(module, ".debug_line_str"))
    .filter((row) => row.file === file || row.file.endsWith(`/${file}`))
    .map(({ address, line, end }) => ({ offset: code.from + address, line: end ? 0 : line }))
    .sort((one, other) => one.offset - other.offset);
}

/** @param {Place[]} places @param {number} offset */
function lineAt(places, offset) {
  const before = places.filter((place) => place.offset <= offset);
  return before.at(-1)?.line || null;
}

/** @param {Module} module @param {Body} body @returns {Omit<Step, "line">[]} */
function stepsOf(module, body) {
  const { locals, instructions } = decode(module, body);
  const first = instructions[0]?.offset ?? body.to;
  const head = `${headOf(module, body)}${locals.length > 0 ? ` (local ${locals.join(" ")})` : ""}`;
  return [{ offset: body.start, length: first - body.start, depth: 0, text: head }, ...instructions];
}
