/** Reads PBM, PGM and PPM, plain or raw (netpbm's ppm(5), pgm(5), pbm(5)); several in a row are a film. */

/** @typedef {{width: number, height: number, pixels: Uint8ClampedArray<ArrayBuffer>, end: number}} Picture  RGBA; `end` is where the next begins. */

const HEADER = /^\s*P([1-6])\s+(?:#[^\n]*\n\s*)*(\d+)\s+(?:#[^\n]*\n\s*)*(\d+)\s/;
const MAXIMUM = /^(?:\s*#[^\n]*\n)*\s*(\d+)\s/;
const LARGEST_PIXELS = 2 ** 24;

/** It is none, or too large. The message is for no reader. */
export class NoPicture extends Error {}

/** Null if it is not all there. Throws NoPicture. @param {Uint8Array} bytes @param {number} from @returns {Picture | null} */
export function pictureAt(bytes, from) {
  const head = new TextDecoder("latin1").decode(bytes.subarray(from, from + 1024));
  const [header, digit, across, down] = HEADER.exec(head) ?? [];
  if (header === undefined) return none(head);
  const [format, width, height] = [Number(digit), Number(across), Number(down)];
  if (width * height === 0 || width * height > LARGEST_PIXELS) throw new NoPicture(`${width} × ${height}`);
  const bits = format === 1 || format === 4;
  const [more = "", most = "1"] = bits ? [] : (MAXIMUM.exec(head.slice(header.length)) ?? ["", "0"]);
  if (most === "0") return none(head);
  const layout = { format, width, height, most: Number(most), start: from + header.length + more.length };
  return format < 4 ? plain(bytes, layout) : raw(bytes, layout);
}

/** @typedef {{format: number, width: number, height: number, most: number, start: number}} Layout */

/** A beginning that may still become a picture. @param {string} head */
function none(head) {
  if (head.length < 1024) return null;
  throw new NoPicture("no header");
}

/** @param {Uint8Array} bytes @param {Layout} layout */
function raw(bytes, { format, width, height, most, start }) {
  const channels = format === 6 ? 3 : 1;
  const wide = most > 255 ? 2 : 1;
  const stride = format === 4 ? Math.ceil(width / 8) : width * channels * wide;
  const end = start + stride * height;
  if (end > bytes.length) return null;
  /** @param {number} row @param {number} at */
  const sample = (row, at) => {
    const place = start + row * stride;
    if (format === 4) return 1 - (((bytes[place + (at >> 3)] ?? 0) >> (7 - (at & 7))) & 1);
    return wide === 1 ? (bytes[place + at] ?? 0) : ((bytes[place + 2 * at] ?? 0) << 8) | (bytes[place + 2 * at + 1] ?? 0);
  };
  return { width, height, pixels: painted(width, height, channels, most, sample), end };
}

/** @param {Uint8Array} bytes @param {Layout} layout */
function plain(bytes, { format, width, height, most, start }) {
  const channels = format === 3 ? 3 : 1;
  const text = new TextDecoder("latin1").decode(bytes.subarray(start));
  const numbers = text.matchAll(format === 1 ? /[01]/g : /\d+(?=\D)/g);
  /** @type {number[]} */
  const samples = [];
  let end = start;
  for (const found of numbers) {
    samples.push(format === 1 ? 1 - Number(found[0]) : Number(found[0]));
    end = start + found.index + found[0].length;
    if (samples.length === width * height * channels) break;
  }
  if (samples.length < width * height * channels) return null;
  return { width, height, pixels: painted(width, height, channels, most, (row, at) => samples[row * width * channels + at] ?? 0), end };
}

/**
 * @param {number} width @param {number} height @param {number} channels @param {number} most
 * @param {(row: number, at: number) => number} sample
 */
function painted(width, height, channels, most, sample) {
  const pixels = new Uint8ClampedArray(4 * width * height);
  for (let row = 0, place = 0; row < height; row++) {
    for (let column = 0; column < width; column++, place += 4) {
      for (let colour = 0; colour < 3; colour++) {
        pixels[place + colour] = (255 * sample(row, channels === 3 ? 3 * column + colour : column)) / most;
      }
      pixels[place + 3] = 255;
    }
  }
  return pixels;
}
