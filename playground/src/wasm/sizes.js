/** How large the parts of a module's file are: its sections, and in them its functions and data. */

import { segmentsOf } from "./layout.js";
import { titleOf } from "./module.js";

/** @import {Module, Section} from "./module.js" */

/**
 * `body` is the number of a function. The sizes of the parts and `own` add up to `size`, all in bytes.
 * @typedef {{name: string, size: number, body: number | null}} Part
 * @typedef {{id: number, name: string, start: number, size: number, own: number, parts: Part[]}} Sized
 */

const CODE = 10;
const DATA = 11;

/** Of every section, in the order of the file; with the 8 bytes before them they are all of it. @param {Module} module @returns {Sized[]} */
export function sizesOf(module) {
  return module.sections.map((section) => {
    const parts = partsOf(module, section).sort((one, other) => other.size - one.size);
    const size = section.to - section.start;
    return { id: section.id, name: titleOf(section), start: section.start, size, own: size - parts.reduce((sum, part) => sum + part.size, 0), parts };
  });
}

/** @param {Module} module @param {Section} section @returns {Part[]} */
function partsOf(module, { id }) {
  if (id === CODE) return module.bodies.map(({ index, start, to }) => ({ name: nameOf(module, index), size: to - start, body: index }));
  if (id !== DATA) return [];
  return segmentsOf(module).map(({ address, size }, index) => ({ name: address === null ? `data ${index}` : `data at 0x${address.toString(16)}`, size, body: null }));
}

/** @param {Module} module @param {number} index */
export function nameOf({ functions }, index) {
  return functions.get(index) ?? `function ${index}`;
}
