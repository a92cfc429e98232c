/** Where in the source a trap happened, told from the engine's stack and the module. */

import { decode } from "../wasm/code.js";
import { customSection, parseModule } from "../wasm/module.js";
import { lineRows } from "./lines.js";

/** @import {Module} from "../wasm/module.js" */

/** @typedef {{file: string, line: number, column: number}} Place  Lines start at 1, as columns do; column 0 is none in particular. */
/** @typedef {{offset: number, function: string | null, instruction: string | null, place: Place | null}} Frame */

const CODE = 10;
/** As Chromium and Firefox write it (WebAssembly Web API, "Error.prototype.stack"); Safari leaves the offset out. */
const FRAME = /wasm-function\[(\d+)\]:0x([0-9a-f]+)/g;

/** The WebAssembly frames of an error's stack, the innermost first. @param {string} stack @param {ArrayBuffer | Uint8Array} bytes @returns {Frame[]} */
export function framesOf(stack, bytes) {
  const module = parseModule(bytes);
  return [...stack.matchAll(FRAME)].map(([, index, offset]) => frame(module, Number(index), Number.parseInt(offset ?? "", 16)));
}

/** @param {Module} module @param {number} index @param {number} offset @returns {Frame} */
function frame(module, index, offset) {
  const body = module.bodies.find((one) => one.index === index);
  const found = body && decode(module, body).instructions.find((one) => one.offset === offset);
  const name = module.functions.get(index) ?? null;
  return { offset, function: name, instruction: found?.text ?? null, place: placeOf(module, offset) };
}

/** What the line tables say of an offset in the module. @param {Module} module @param {number} offset @returns {Place | null} */
export function placeOf(module, offset) {
  const code = module.sections.find(({ id }) => id === CODE);
  const lines = customSection(module, ".debug_line");
  if (code === undefined || lines === null) return null;
  const address = offset - code.from;
  const rows = lineRows(lines, customSection(module, ".debug_line_str"));
  const row = rows.find((one, i) => !one.end && one.address <= address && address < (rows[i + 1]?.address ?? 0));
  return row === undefined || row.line === 0 ? null : { file: row.file, line: row.line, column: row.column };
}
