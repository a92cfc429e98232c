/** Reads the numbers and names of WebAssembly and DWARF files, one after the other. */

const UTF8 = new TextDecoder();

export class Reader {
  #view;

  /** @param {Uint8Array} bytes @param {number} [at] @param {number} [end]  Offsets into `bytes`. */
  constructor(bytes, at = 0, end = bytes.length) {
    this.bytes = bytes;
    this.at = at;
    this.end = end;
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  }

  get done() {
    return this.at >= this.end;
  }

  u8() {
    return this.#view.getUint8(this.#step(1));
  }

  u16() {
    return this.#view.getUint16(this.#step(2), true);
  }

  u32() {
    return this.#view.getUint32(this.#step(4), true);
  }

  f32() {
    return this.#view.getFloat32(this.#step(4), true);
  }

  f64() {
    return this.#view.getFloat64(this.#step(8), true);
  }

  /** An unsigned LEB128 number. */
  leb() {
    return Number(this.#leb().value);
  }

  /** A signed LEB128 number of up to 64 bits. */
  signedLeb() {
    const { value, bits } = this.#leb();
    return BigInt.asIntN(Math.min(bits, 64), value);
  }

  /** @param {number} length */
  take(length) {
    const start = this.#step(length);
    return this.bytes.subarray(start, start + length);
  }

  /** A name as WebAssembly has it: its length, then UTF-8. */
  name() {
    return UTF8.decode(this.take(this.leb()));
  }

  /** UTF-8 up to a zero byte, as DWARF has it. */
  text() {
    const end = this.bytes.indexOf(0, this.at);
    const text = UTF8.decode(this.take((end === -1 ? this.end : end) - this.at));
    this.at += 1;
    return text;
  }

  #leb() {
    let value = 0n;
    let bits = 0;
    for (let byte = 0x80; byte & 0x80; bits += 7) {
      byte = this.u8();
      value |= BigInt(byte & 0x7f) << BigInt(bits);
    }
    return { value, bits };
  }

  /** @param {number} length */
  #step(length) {
    const start = this.at;
    if (start + length > this.end) throw new RangeError(`the file ends at byte ${this.end}, where more should follow`);
    this.at += length;
    return start;
  }
}
