/** Finds text, bytes or a number in a memory. */

/** @typedef {"text" | "bytes" | "i8" | "i16" | "i32" | "i64" | "f32" | "f64"} Kind */

const BYTES = /^(?:0x)?[0-9a-f]{2}(?:[\s,]*(?:0x)?[0-9a-f]{2})*$/i;
const INTEGER = /^-?(?:\d+|0x[0-9a-f]+)$/i;
const BITS = /** @type {Record<string, number>} */ ({ i8: 8, i16: 16, i32: 32, i64: 64 });

/** The bytes that stand for it, little-endian; null where the text is nothing of this kind. @param {Kind} kind @param {string} text @returns {Uint8Array | null} */
export function patternOf(kind, text) {
  if (kind === "text") return text === "" ? null : new TextEncoder().encode(text);
  const trimmed = text.trim();
  if (kind === "bytes") return BYTES.test(trimmed) ? bytesOf(trimmed) : null;
  const bits = BITS[kind];
  return bits === undefined ? floating(kind, trimmed) : integer(bits, trimmed);
}

/** @param {string} text */
function bytesOf(text) {
  return Uint8Array.from(text.replace(/0x/gi, "").match(/[0-9a-f]{2}/gi) ?? [], (pair) => Number.parseInt(pair, 16));
}

/** @param {number} bits @param {string} text */
function integer(bits, text) {
  if (!INTEGER.test(text)) return null;
  const value = text.startsWith("-") ? -BigInt(text.slice(1)) : BigInt(text);
  if (value < -(2n ** BigInt(bits - 1)) || value >= 2n ** BigInt(bits)) return null;
  const view = new DataView(new ArrayBuffer(8));
  view.setBigUint64(0, BigInt.asUintN(64, value), true);
  return new Uint8Array(view.buffer, 0, bits / 8);
}

/** @param {string} kind @param {string} text */
function floating(kind, text) {
  const value = Number(text);
  if (text === "" || Number.isNaN(value)) return null;
  return new Uint8Array(kind === "f32" ? Float32Array.of(value).buffer : Float64Array.of(value).buffer);
}

/** Where it begins, in ascending order; at most `most` places. @param {Uint8Array} bytes @param {Uint8Array} pattern @param {number} most @returns {number[]} */
export function findAll(bytes, pattern, most) {
  const [first = 0] = pattern;
  const found = [];
  for (let at = bytes.indexOf(first); at !== -1 && found.length < most; at = bytes.indexOf(first, at + 1)) {
    if (at + pattern.length <= bytes.length && pattern.every((byte, index) => bytes[at + index] === byte)) found.push(at);
  }
  return found;
}
