/** What a module's memory begins with: its data, and the stack below it as LLVM lays it out. */

import { bandsOf } from "../memory/layout.js";
import { constant } from "./constants.js";
import { contentOf, vector } from "./module.js";

/** @import {Band} from "../memory/bands.js" */
/** @import {Interface} from "./interface.js" */
/** @import {Module} from "./module.js" */

/**
 * A piece of data: `address` in the memory is null where only the program decides it. `start` is its offset in the file.
 * @typedef {{address: number | null, start: number, size: number}} Segment
 */

/** @param {Module} module @returns {Segment[]} */
export function segmentsOf(module) {
  return vector(contentOf(module, 11), (reader) => {
    const kind = reader.leb();
    if (kind === 2) reader.leb();
    const place = kind === 1 ? null : constant(reader);
    const size = reader.leb();
    const start = reader.at;
    reader.take(size);
    return { address: typeof place === "number" ? place >>> 0 : null, start, size };
  });
}

/**
 * The parts of the memory as far as the module tells them: the stack, which LLVM puts below the data, the data, and what
 * comes after it. Nothing, where the module has no such layout.
 * @param {Module} module @param {Interface} interface_ @param {number} size  Of the memory in bytes. @returns {Band[]}
 */
export function layoutOf(module, { globals }, size) {
  const data = segmentsOf(module).flatMap(({ address, size: length }) => (address === null || length === 0 ? [] : [{ from: address, to: address + length }]));
  const index = [...module.globals].find(([, name]) => name === "__stack_pointer")?.[0] ?? null;
  const pointer = index === null ? undefined : globals[index];
  const stack = pointer?.kind === "global" && typeof pointer.value === "number" ? pointer.value : null;
  return bandsOf(data, stack, size);
}
