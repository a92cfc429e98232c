/** Constant expressions: what a global or the place of some data begins with. Source: Core Specification 2.0, section 3.3.10. */

/** @import {Reader} from "./reader.js" */

const END = 0x0b;

/** @type {Record<number, (reader: Reader) => number | bigint | null>} */
const READ = {
  0x41: (reader) => Number(reader.signedLeb()),
  0x42: (reader) => reader.signedLeb(),
  0x43: (reader) => reader.f32(),
  0x44: (reader) => reader.f64(),
  0x23: (reader) => (reader.leb(), null),
  0xd0: (reader) => (reader.u8(), null),
  0xd2: (reader) => (reader.leb(), null),
};

/** Reads one. Its value is null unless it is one number. @param {Reader} reader @returns {number | bigint | null} */
export function constant(reader) {
  /** @type {(number | bigint | null)[]} */
  const values = [];
  for (let byte = reader.u8(); byte !== END; byte = reader.u8()) values.push(READ[byte]?.(reader) ?? null);
  return values.length === 1 ? (values[0] ?? null) : null;
}
