/** What the bytes of a C variable mean, as its type reads them on WebAssembly: 32-bit pointers, little-endian. */

import { hex } from "../../memory/bands.js";

const MAX_ELEMENTS = 8;
const SIGNED = /^(?:(?:const|volatile|signed) )*(?:int|short|long|long long|char|signed|int\d+_t|ptrdiff_t|ssize_t)(?: int)?$/;
const UNSIGNED = /unsigned|^(?:const )?(?:uint\d+_t|size_t|uintptr_t|bool|_Bool)$/;
const FLOATING = /^(?:const )?(?:float|double)$/;
const TEXT = new TextDecoder();

/**
 * @param {string} type  As declared: `int [4]`, `const char *`.
 * @param {Uint8Array} bytes  All of the variable's.
 * @returns {string | null}  null when its bytes are all that can be told.
 */
export function valueOf(type, bytes) {
  if (/\*$|\(\*\)/.test(type) && bytes.length === 4) return hex(view(bytes).getUint32(0, true));
  const array = /^(.*?)\s*\[(.*)\]$/.exec(type);
  if (array !== null) return elements(array[1] ?? "", array[2] ?? "", bytes);
  return scalar(type, bytes);
}

/** @param {string} type @param {string} length @param {Uint8Array} bytes */
function elements(type, length, bytes) {
  if (/^(?:const )?char$/.test(type)) return JSON.stringify(TEXT.decode(untilZero(bytes)));
  const count = Number.parseInt(length, 10) || 0;
  const size = count > 0 ? bytes.length / count : 0;
  if (!Number.isInteger(size) || size === 0) return null;
  const shown = Array.from({ length: Math.min(count, MAX_ELEMENTS) }, (_, i) =>
    valueOf(type, bytes.subarray(i * size, (i + 1) * size)),
  );
  if (shown.includes(null)) return null;
  return `{${shown.join(", ")}${count > MAX_ELEMENTS ? ", …" : ""}}`;
}

/** @param {string} type @param {Uint8Array} bytes */
function scalar(type, bytes) {
  const data = view(bytes);
  if (FLOATING.test(type)) return String(bytes.length === 4 ? Math.fround(data.getFloat32(0, true)) : data.getFloat64(0, true));
  const unsigned = UNSIGNED.test(type);
  if (!unsigned && !SIGNED.test(type)) return null;
  if (bytes.length === 8) return String(unsigned ? data.getBigUint64(0, true) : data.getBigInt64(0, true));
  if (bytes.length === 4) return String(unsigned ? data.getUint32(0, true) : data.getInt32(0, true));
  if (bytes.length === 2) return String(unsigned ? data.getUint16(0, true) : data.getInt16(0, true));
  if (bytes.length === 1) return String(unsigned ? data.getUint8(0) : data.getInt8(0));
  return null;
}

/** @param {Uint8Array} bytes */
function view(bytes) {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** @param {Uint8Array} bytes */
function untilZero(bytes) {
  const end = bytes.indexOf(0);
  return end === -1 ? bytes : bytes.subarray(0, end);
}
