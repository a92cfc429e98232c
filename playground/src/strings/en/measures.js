/** Numbers, sizes and times. */

import { writing } from "../shared.js";

export const { when, number, all, any, minutes } = writing("en-GB");

/** @param {number} count @param {string} one @param {string} many */
export function counted(count, one, many) {
  return `${number(count)} ${count === 1 ? one : many}`;
}

/** @param {number} milliseconds */
export function duration(milliseconds) {
  if (milliseconds < 1) return "less than 1 ms";
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** @param {number} milliseconds */
function timeLeft(milliseconds) {
  const left = Math.floor(milliseconds / 60_000);
  if (left < 0) return "has expired";
  if (left < 60) return minutes(left);
  const hours = Math.floor(left / 60);
  if (hours < 48) return `in ${hours} h ${left % 60} min`;
  return `in ${Math.floor(hours / 24)} days ${hours % 24} h`;
}

/** @param {number} bytes */
export function size(bytes) {
  if (bytes < 1024) return counted(bytes, "byte", "bytes");
  return bytes < 2 ** 20 ? `${(bytes / 1024).toFixed(1)} KiB` : `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}

export const measures = {
  bytes: size,
  number,
  took: duration,
  milliseconds: (/** @type {number} */ ms) => `${ms.toFixed(ms < 10 ? 3 : 1)} ms`,
  when,
  timeLeft,
};
