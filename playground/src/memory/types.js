/** What a few bytes mean, read as one of the types that a program may have put there. */

import { hex } from "./bands.js";

/** A name in TYPES. @typedef {string} TypeName */

const MOST_TEXT = 64;
const UTF8 = new TextDecoder();

/** Little-endian, as WebAssembly's memory is. `size` is in bytes. @type {Readonly<Record<string, {size: number, read: (view: DataView) => string}>>} */
export const TYPES = {
  i8: { size: 1, read: (view) => String(view.getInt8(0)) },
  u8: { size: 1, read: (view) => String(view.getUint8(0)) },
  i16: { size: 2, read: (view) => String(view.getInt16(0, true)) },
  u16: { size: 2, read: (view) => String(view.getUint16(0, true)) },
  i32: { size: 4, read: (view) => String(view.getInt32(0, true)) },
  u32: { size: 4, read: (view) => String(view.getUint32(0, true)) },
  i64: { size: 8, read: (view) => String(view.getBigInt64(0, true)) },
  u64: { size: 8, read: (view) => String(view.getBigUint64(0, true)) },
  f32: { size: 4, read: (view) => String(view.getFloat32(0, true)) },
  f64: { size: 8, read: (view) => String(view.getFloat64(0, true)) },
  pointer: { size: 4, read: (view) => hex(view.getUint32(0, true)) },
  text: { size: 1, read: (view) => JSON.stringify(textOf(view)) },
};

/** Its value there; null where the memory ends before it does. @param {TypeName} type @param {Uint8Array} bytes @param {number} at */
export function valueAt(type, bytes, at) {
  const known = TYPES[type];
  if (known === undefined || at < 0 || at + known.size > bytes.length) return null;
  return known.read(new DataView(bytes.buffer, bytes.byteOffset + at, bytes.length - at));
}

/** Where the four bytes there point to; null if that is not in the memory. @param {Uint8Array} bytes @param {number} at */
export function targetAt(bytes, at) {
  if (at < 0 || at + 4 > bytes.length) return null;
  const target = new DataView(bytes.buffer, bytes.byteOffset + at).getUint32(0, true);
  return target > 0 && target < bytes.length ? target : null;
}

/** Up to the zero byte that ends it, or as much as is shown. @param {DataView} view */
function textOf({ buffer, byteOffset, byteLength }) {
  const bytes = new Uint8Array(buffer, byteOffset, Math.min(byteLength, MOST_TEXT));
  const end = bytes.indexOf(0);
  return UTF8.decode(end === -1 ? bytes : bytes.subarray(0, end));
}
