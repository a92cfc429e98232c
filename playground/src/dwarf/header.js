/** The header of a line number program, DWARF versions 2 to 5 (section 6.2.4), in the 32-bit format. */

import { Reader } from "../wasm/reader.js";

/**
 * @typedef {object} Header
 * @property {number} end  Where the next header begins.
 * @property {Reader | null} program  Null if the version is not known here.
 * @property {number} minimumLength  Bytes that an advance of one stands for.
 * @property {number} lineBase
 * @property {number} lineRange
 * @property {number} opcodeBase
 * @property {number[]} operands  How many numbers follow a standard opcode.
 * @property {Record<number, string>} files  By the number that the program calls them by, with their folder unless it is the first one.
 */

const PATH = 1;
const FOLDER = 2;

/** @param {Reader} reader @param {Uint8Array | null} lineStrings @returns {Header} */
export function header(reader, lineStrings) {
  const length = reader.u32();
  const end = reader.at + length;
  const version = reader.u16();
  if (version < 2 || version > 5) return { ...NOTHING, end };
  if (version === 5) reader.take(2); // the sizes of an address and of a segment selector
  const headerLength = reader.u32();
  const first = reader.at + headerLength;
  const minimumLength = reader.u8();
  if (version >= 4) reader.u8(); // operations in an instruction: 1 on WebAssembly
  reader.u8(); // whether rows are statements by default
  const lineBase = (reader.u8() << 24) >> 24;
  const lineRange = reader.u8();
  const opcodeBase = reader.u8();
  const operands = [0, ...reader.take(opcodeBase - 1)];
  const files = version === 5 ? filesOf5(reader, lineStrings) : filesOf4(reader);
  return { end, program: new Reader(reader.bytes, first, end), minimumLength, lineBase, lineRange, opcodeBase, operands, files };
}

/** @type {Omit<Header, "end">} */
const NOTHING = { program: null, minimumLength: 1, lineBase: 0, lineRange: 1, opcodeBase: 1, operands: [], files: {} };

/** @param {Reader} reader */
function filesOf4(reader) {
  const folders = [""];
  for (let folder = reader.text(); folder !== ""; folder = reader.text()) folders.push(folder);
  /** @type {Record<number, string>} */
  const files = {};
  let number = 1;
  for (let name = reader.text(); name !== ""; name = reader.text()) {
    files[number++] = within(folders[reader.leb()], name);
    reader.leb();
    reader.leb();
  }
  return files;
}

/** @param {Reader} reader @param {Uint8Array | null} lineStrings */
function filesOf5(reader, lineStrings) {
  const folders = entries(reader, lineStrings).map(({ path }) => path);
  const files = entries(reader, lineStrings);
  return Object.fromEntries(files.map(({ path, folder }, number) => [number, within(folder === 0 ? "" : folders[folder], path)]));
}

/** @param {string | undefined} folder @param {string} name */
function within(folder, name) {
  return folder === undefined || folder === "" || name.startsWith("/") ? name : `${folder}/${name}`;
}

/** A table whose columns are described before it. @param {Reader} reader @param {Uint8Array | null} lineStrings */
function entries(reader, lineStrings) {
  const columns = Array.from({ length: reader.u8() }, () => /** @type {const} */ ([reader.leb(), reader.leb()]));
  return Array.from({ length: reader.leb() }, () => {
    const entry = { path: "", folder: 0 };
    for (const [content, form] of columns) {
      const value = read(reader, form, lineStrings);
      if (content === PATH) entry.path = String(value);
      if (content === FOLDER) entry.folder = Number(value);
    }
    return entry;
  });
}

/** A value in one of the forms that clang writes (section 7.5.6). @param {Reader} reader @param {number} form @param {Uint8Array | null} lineStrings */
function read(reader, form, lineStrings) {
  if (form === 0x08) return reader.text();
  if (form === 0x0b) return reader.u8();
  if (form === 0x05) return reader.u16();
  if (form === 0x0f) return reader.leb();
  if (form === 0x1e) return reader.take(16).length; // a digest
  if (form === 0x1f && lineStrings !== null) return new Reader(lineStrings, reader.u32()).text();
  throw new RangeError(`the form 0x${form.toString(16)} of a file's name is not known here`);
}
