/** Values that were measured several times over. */

/** `low` and `high` hold four fifths of the `count` values between them. @typedef {{median: number, low: number, high: number, count: number}} Spread */

/** @param {number[]} values @returns {Spread} */
export function spreadOf(values) {
  const sorted = [...values].sort((one, other) => one - other);
  const at = (/** @type {number} */ share) => sorted[Math.round(share * (sorted.length - 1))] ?? NaN;
  return { median: at(0.5), low: at(0.1), high: at(0.9), count: values.length };
}

/** Two or three significant digits. @param {number} value */
export function digits(value) {
  return Number(value.toPrecision(value < 100 ? 2 : 3)).toString();
}
