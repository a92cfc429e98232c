/** Numbers of WebAssembly's types as people write them. */

const INTEGER = /^-?(?:\d+|0x[0-9a-f]+)$/i;
const BITS = /** @type {Record<string, number>} */ ({ i32: 32, i64: 64 });

/** Types that a number can be given for. */
export const GIVEN = new Set(["i32", "i64", "f32", "f64"]);

/**
 * The value as JavaScript reads it, or null where this is no value of the type. An integer may be signed or not.
 * @param {string} type @param {string} text
 */
export function valueText(type, text) {
  const trimmed = text.trim();
  const bits = BITS[type];
  if (bits === undefined) return trimmed !== "" && (Number.isFinite(Number(trimmed)) || /^(?:NaN|-?Infinity)$/.test(trimmed)) ? trimmed : null;
  if (!INTEGER.test(trimmed)) return null;
  const value = trimmed.startsWith("-") ? -BigInt(trimmed.slice(1)) : BigInt(trimmed);
  return value >= -(2n ** BigInt(bits - 1)) && value < 2n ** BigInt(bits) ? String(value) : null;
}
