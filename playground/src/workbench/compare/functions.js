/** The functions of two builds, matched by name. */

import { decode } from "../../wasm/code.js";
import { nameOf } from "../../wasm/sizes.js";

/** @import {Body, Module} from "../../wasm/module.js" */

/** `same` tells that both have the same instructions. @typedef {{name: string, before: Body | null, after: Body | null, same: boolean}} Pair */

/** @param {Module} before @param {Module} after @returns {Pair[]}  Those whose sizes differ most come first. */
export function pairs(before, after) {
  const first = byName(before);
  const second = byName(after);
  const names = [...new Set([...first.keys(), ...second.keys()])];
  return names
    .map((name) => {
      const one = first.get(name) ?? null;
      const other = second.get(name) ?? null;
      return { name, before: one, after: other, same: one !== null && other !== null && alike(before, one, after, other) };
    })
    .sort((one, other) => difference(other) - difference(one));
}

/** Its instructions as text, indented; one line that says so where they cannot be read. @param {Module} module @param {Body | null} body */
export function textOf(module, body) {
  if (body === null) return [];
  try {
    const { locals, instructions } = decode(module, body);
    const head = locals.length > 0 ? [`(local ${locals.join(" ")})`] : [];
    return [...head, ...instructions.map(({ depth, text }) => `${"  ".repeat(Math.max(0, depth - 1))}${text}`)];
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    return [`;; ${error.message}`];
  }
}

/** @param {Body | null} body */
export function sizeOf(body) {
  return body === null ? 0 : body.to - body.from;
}

/** @param {Module} module @returns {Map<string, Body>}  Of several with one name, each has its number there too. */
function byName(module) {
  const map = new Map();
  for (const body of module.bodies) {
    const name = nameOf(module, body.index);
    map.set(map.has(name) ? `${name} (${body.index})` : name, body);
  }
  return map;
}

/** @param {Module} before @param {Body} one @param {Module} after @param {Body} other */
function alike(before, one, after, other) {
  if (sizeOf(one) !== sizeOf(other)) return false;
  const bytes = before.bytes.subarray(one.from, one.to);
  if (bytes.every((byte, index) => after.bytes[other.from + index] === byte)) return true;
  return textOf(before, one).join("\n") === textOf(after, other).join("\n");
}

/** @param {Pair} pair */
function difference({ before, after, same }) {
  return same ? -1 : Math.abs(sizeOf(before) - sizeOf(after));
}
