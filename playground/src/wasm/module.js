/** What stands where in a module: its sections, functions and their names. Source: WebAssembly Core Specification 2.0, section 5.5. */

import { Reader } from "./reader.js";

/**
 * @typedef {{id: number, name: string, start: number, from: number, to: number}} Section
 *   `start` is the offset of its first byte, its content goes from `from` to before `to`. `name` is that of a custom section.
 * @typedef {{params: string[], results: string[]}} Signature
 * @typedef {{index: number, start: number, from: number, to: number, signature: Signature}} Body
 *   A function with code: its number, the offset of its size, of its locals, and of what comes after it.
 * @typedef {object} Module
 * @property {Uint8Array} bytes
 * @property {Section[]} sections
 * @property {Signature[]} types
 * @property {{module: string, name: string, kind: string}[]} imports
 * @property {Body[]} bodies
 * @property {Map<number, string>} functions  Names by number, as the imports and the name section have them.
 * @property {Map<number, string>} globals
 */

const SECTIONS = ["custom", "type", "import", "function", "table", "memory", "global", "export", "start", "element", "code", "data", "data count"];
const KINDS = ["function", "table", "memory", "global", "tag"];
const TYPES = new Map([[0x7f, "i32"], [0x7e, "i64"], [0x7d, "f32"], [0x7c, "f64"], [0x7b, "v128"], [0x70, "funcref"], [0x6f, "externref"]]);
const MAGIC = 8;

/** @param {ArrayBuffer | Uint8Array} data @returns {Module} */
export function parseModule(data) {
  const bytes = data instanceof Uint8Array ? data : new Uint8Array(data);
  const sections = sectionsOf(bytes);
  const content = (/** @type {number} */ id) => contentOf({ bytes, sections }, id);
  const types = vector(content(1), signature);
  const imports = vector(content(2), imported);
  const foreign = imports.filter(({ kind }) => kind === "function");
  const signatures = vector(content(3), (reader) => types[reader.leb()] ?? { params: [], results: [] });
  const bodies = vector(content(10), (reader, number) => {
    const start = reader.at;
    const size = reader.leb();
    const from = reader.at;
    reader.take(size);
    return { index: foreign.length + number, start, from, to: reader.at, signature: signatures[number] ?? { params: [], results: [] } };
  });
  const names = namesOf(bytes, sections);
  const functions = new Map([...foreign.map(({ name }, index) => /** @type {const} */ ([index, name])), ...names.functions]);
  return { bytes, sections, types, imports, bodies, functions, globals: names.globals };
}

/** The content of the section with that number, empty if there is none. @param {Pick<Module, "bytes" | "sections">} module @param {number} id */
export function contentOf({ bytes, sections }, id) {
  const section = sections.find((one) => one.id === id);
  return new Reader(bytes, section?.from ?? 0, section?.to ?? 0);
}

/** The content of the custom section of that name, null if there is none. @param {Module} module @param {string} name */
export function customSection({ bytes, sections }, name) {
  const section = sections.find((one) => one.id === 0 && one.name === name);
  return section === undefined ? null : bytes.subarray(section.from, section.to);
}

/** What a section is called by people. @param {Section} section */
export function titleOf({ id, name }) {
  return id === 0 ? `custom “${name}”` : (SECTIONS[id] ?? `section ${id}`);
}

/** @param {Reader} reader */
export function valueType(reader) {
  const byte = reader.u8();
  return TYPES.get(byte) ?? `0x${byte.toString(16)}`;
}

/** @param {Uint8Array} bytes @returns {Section[]} */
function sectionsOf(bytes) {
  const reader = new Reader(bytes, MAGIC);
  const sections = [];
  while (!reader.done) {
    const start = reader.at;
    const id = reader.u8();
    const size = reader.leb();
    const to = reader.at + size;
    const name = id === 0 ? reader.name() : "";
    sections.push({ id, name, start, from: reader.at, to });
    reader.at = to;
  }
  return sections;
}

/** @template T @param {Reader} reader @param {(reader: Reader, index: number) => T} read @returns {T[]} */
export function vector(reader, read) {
  return reader.done ? [] : Array.from({ length: reader.leb() }, (_, index) => read(reader, index));
}

/** @param {Reader} reader @returns {Signature} */
function signature(reader) {
  reader.u8();
  return { params: vector(reader, valueType), results: vector(reader, valueType) };
}

/** @param {Reader} reader */
function imported(reader) {
  const module = reader.name();
  const name = reader.name();
  const kind = KINDS[reader.u8()] ?? "unknown";
  if (kind === "function") reader.leb();
  else skipType(reader, kind);
  return { module, name, kind };
}

/** @param {Reader} reader @param {string} kind */
function skipType(reader, kind) {
  if (kind === "global") return void reader.take(2);
  if (kind === "tag") return void (reader.take(1), reader.leb());
  if (kind === "table") reader.u8();
  const bounded = reader.u8() & 1;
  reader.leb();
  if (bounded) reader.leb();
}

/** The function and global names of the name section, which is a help for people and may be missing. @param {Uint8Array} bytes @param {Section[]} sections */
function namesOf(bytes, sections) {
  const maps = { functions: new Map(), globals: new Map() };
  const section = sections.find(({ id, name }) => id === 0 && name === "name");
  const reader = new Reader(bytes, section?.from ?? 0, section?.to ?? 0);
  while (!reader.done) {
    const id = reader.u8();
    const end = reader.leb() + reader.at;
    const map = id === 1 ? maps.functions : id === 7 ? maps.globals : null;
    if (map !== null) vector(reader, () => map.set(reader.leb(), reader.name()));
    reader.at = end;
  }
  return maps;
}
