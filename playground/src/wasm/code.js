/** The instructions of a function, one after the other, with where each stands in the file. */

import { valueType, vector } from "./module.js";
import { OPCODES, PREFIXED } from "./opcodes.js";
import { Reader } from "./reader.js";

/** @import {Body, Module} from "./module.js" */
/** @import {Immediate, Opcode} from "./opcodes.js" */

/** @typedef {{offset: number, length: number, depth: number, text: string}} Instruction  In bytes; `depth` counts open blocks. */

const MISCELLANEOUS = 0xfc;
const EMPTY_BLOCK = 0x40;
const OPENS = new Set(["block", "loop", "if"]);

/** @param {Module} module @param {Body} body @returns {{locals: string[], instructions: Instruction[]}} */
export function decode(module, body) {
  const reader = new Reader(module.bytes, body.from, body.to);
  const locals = vector(reader, () => /** @type {const} */ ([reader.leb(), valueType(reader)])).flatMap(([count, type]) => Array(count).fill(type));
  const instructions = [];
  let depth = 1;
  while (!reader.done) {
    const offset = reader.at;
    const [name, immediate] = opcode(reader);
    const operands = immediate === undefined ? "" : FORMATS[immediate](reader, module);
    if (name === "end") depth -= 1;
    instructions.push({ offset, length: reader.at - offset, depth: name === "else" ? depth - 1 : depth, text: operands === "" ? name : `${name} ${operands}` });
    if (OPENS.has(name)) depth += 1;
  }
  return { locals, instructions };
}

/** The function's first line in the text format. @param {Module} module @param {Body} body */
export function headOf(module, body) {
  const { params, results } = body.signature;
  const clause = (/** @type {string} */ word, /** @type {string[]} */ types) => (types.length > 0 ? ` (${word} ${types.join(" ")})` : "");
  return `func ${called(module.functions, body.index)}${clause("param", params)}${clause("result", results)}`;
}

/** @param {Reader} reader @returns {Opcode} */
function opcode(reader) {
  const byte = reader.u8();
  const found = byte === MISCELLANEOUS ? PREFIXED.get(reader.leb()) : OPCODES.get(byte);
  if (found === undefined) throw new RangeError(`the instruction 0x${byte.toString(16)} at byte ${reader.at - 1} is not known here`);
  return found;
}

/** @param {Map<number, string>} names @param {number} index */
function called(names, index) {
  const name = names.get(index);
  return name === undefined ? String(index) : `$${name}`;
}

/** How what follows an opcode is read and written. @type {Record<Immediate, (reader: Reader, module: Module) => string>} */
const FORMATS = {
  block: blockType,
  label: (reader) => String(reader.leb()),
  labels: (reader) => [...vector(reader, () => reader.leb()), reader.leb()].join(" "),
  function: (reader, { functions }) => called(functions, reader.leb()),
  indirect(reader) {
    const type = reader.leb();
    const table = reader.leb();
    return table === 0 ? `(type ${type})` : `${table} (type ${type})`;
  },
  local: (reader) => String(reader.leb()),
  global: (reader, { globals }) => called(globals, reader.leb()),
  table: (reader) => String(reader.leb()),
  tables: pair,
  memarg: memoryArgument,
  memory: (reader) => unlessFirst(reader.leb()),
  memories: (reader) => pair(reader).replace(/^0 0$/, ""),
  initMemory: pair,
  data: (reader) => String(reader.leb()),
  initTable: pair,
  element: (reader) => String(reader.leb()),
  i32: (reader) => String(reader.signedLeb()),
  i64: (reader) => String(reader.signedLeb()),
  f32: (reader) => String(reader.f32()),
  f64: (reader) => String(reader.f64()),
  types: (reader) => `(result ${vector(reader, valueType).join(" ")})`,
  heap: (reader) => (reader.u8() === 0x70 ? "func" : "extern"),
};

/** @param {Reader} reader @param {Module} module */
function blockType(reader, { types }) {
  const byte = reader.bytes[reader.at] ?? EMPTY_BLOCK;
  if (byte === EMPTY_BLOCK) return reader.take(1) && "";
  if (byte >= 0x40 && byte < 0x80) return `(result ${valueType(reader)})`;
  const type = types[Number(reader.signedLeb())];
  const params = type?.params.length ? `(param ${type.params.join(" ")}) ` : "";
  return `${params}(result ${type?.results.join(" ") ?? ""})`;
}

/** @param {Reader} reader */
function memoryArgument(reader) {
  reader.leb();
  const offset = reader.leb();
  return offset === 0 ? "" : `offset=${offset}`;
}

/** @param {Reader} reader */
function pair(reader) {
  return `${reader.leb()} ${reader.leb()}`;
}

/** @param {number} index */
function unlessFirst(index) {
  return index === 0 ? "" : String(index);
}
