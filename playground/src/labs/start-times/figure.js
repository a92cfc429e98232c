/** Times in words, and as bars on a logarithmic scale from 1 µs to 1 s. */

import { digits } from "../spread.js";

const SCALE_US = 1e6;

/** Two significant digits. @param {number} us  Microseconds. */
export function inWords(us) {
  if (us < 1000) return `${digits(us)} µs`;
  return us < 1e6 ? `${digits(us / 1000)} ms` : `${digits(us / 1e6)} s`;
}

/** The share of the scale, from 0.02, which can still be seen, to 1. @param {number} us */
export function share(us) {
  return Math.min(1, Math.max(0.02, Math.log10(Math.max(1, us)) / Math.log10(SCALE_US)));
}
