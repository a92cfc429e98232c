/** Many times, told by the middle one. Microseconds. @typedef {{median: number, low: number, high: number, count: number}} Spread */

/** `count` is how many were measured, if each of `times` is the mean of several. @param {number[]} times @param {number} [count] @returns {Spread} */
export function spread(times, count = times.length) {
  const sorted = [...times].sort((a, b) => a - b);
  const at = (/** @type {number} */ index) => /** @type {number} */ (sorted[index]);
  return { median: at(sorted.length >> 1), low: at(0), high: at(sorted.length - 1), count };
}
