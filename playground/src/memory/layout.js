/** The parts of a program's memory, told from where its data and its stack are at first. */

import { strings } from "../strings.js";

/** @import {Band} from "./bands.js" */

/**
 * @param {{from: number, to: number}[]} data
 * @param {number | null} stack  The address that the stack grows down from.
 * @param {number} size  Of the memory, in bytes.
 * @returns {Band[]}  By address.
 */
export function bandsOf(data, stack, size) {
  const { bands: words } = strings.memory;
  const from = Math.min(...data.map((one) => one.from));
  const to = Math.max(...data.map((one) => one.to));
  /** @type {Band[]} */
  const all = [];
  if (stack !== null && (data.length === 0 || stack <= from)) all.push({ name: "stack", title: words.stack, from: 0, to: stack });
  if (data.length > 0) all.push({ name: "data", title: words.data, from, to: Math.min(to, size) });
  const rest = data.length > 0 ? to : (stack ?? 0);
  if (all.length > 0 && rest < size) all.push({ name: "heap", title: words.rest, from: rest, to: size });
  return all.filter((band) => band.to > band.from);
}
