/** What a module needs of its host and what it offers, with types. Source: Core Specification 2.0, sections 5.5.5 to 5.5.10. */

import { constant } from "./constants.js";
import { contentOf, valueType, vector } from "./module.js";

/** @import {Module, Signature} from "./module.js" */
/** @import {Reader} from "./reader.js" */

/**
 * `signature` is that of a function. `limits` are those of a memory in pages or of a table in elements. `type` is that of
 * a global's value or a table's elements.
 * @typedef {{kind: "function", signature: Signature} | {kind: "memory", limits: Limits}
 *   | {kind: "table", type: string, limits: Limits} | {kind: "global", type: string, mutable: boolean, value: number | bigint | null}
 *   | {kind: "tag"}} Type
 * @typedef {{minimum: number, maximum: number | null}} Limits
 * @typedef {{module: string, name: string, type: Type}} Import
 * @typedef {{name: string, index: number, type: Type}} Export
 * @typedef {{imports: Import[], exports: Export[], memories: Type[], globals: Type[]}} Interface
 */

const KINDS = /** @type {const} */ (["function", "table", "memory", "global", "tag"]);
const NOTHING = { params: [], results: [] };

/** @param {Module} module @returns {Interface} */
export function interfaceOf(module) {
  const imports = vector(contentOf(module, 2), (reader) => ({ module: reader.name(), name: reader.name(), type: external(reader, module) }));
  const foreign = (/** @type {string} */ kind) => imports.map(({ type }) => type).filter((type) => type.kind === kind);
  /** @type {Record<string, Type[]>} */
  const all = {
    function: [...foreign("function"), ...module.bodies.map(({ signature }) => /** @type {Type} */ ({ kind: "function", signature }))],
    table: [...foreign("table"), ...vector(contentOf(module, 4), table)],
    memory: [...foreign("memory"), ...vector(contentOf(module, 5), memory)],
    global: [...foreign("global"), ...vector(contentOf(module, 6), (reader) => ({ ...global(reader), value: constant(reader) }))],
  };
  const exports = vector(contentOf(module, 7), (reader) => {
    const name = reader.name();
    const kind = KINDS[reader.u8()] ?? "tag";
    const index = reader.leb();
    return { name, index, type: all[kind]?.[index] ?? /** @type {Type} */ ({ kind: "tag" }) };
  });
  return { imports, exports, memories: all.memory ?? [], globals: all.global ?? [] };
}

/** @param {Reader} reader @param {Module} module @returns {Type} */
function external(reader, { types }) {
  const kind = KINDS[reader.u8()];
  if (kind === "function") return { kind, signature: types[reader.leb()] ?? NOTHING };
  if (kind === "table") return table(reader);
  if (kind === "memory") return memory(reader);
  if (kind === "global") return { ...global(reader), value: null };
  reader.u8();
  reader.leb();
  return { kind: "tag" };
}

/** @param {Reader} reader @returns {Type} */
function table(reader) {
  return { kind: "table", type: valueType(reader), limits: limits(reader) };
}

/** @param {Reader} reader @returns {Type} */
function memory(reader) {
  return { kind: "memory", limits: limits(reader) };
}

/** @param {Reader} reader */
function global(reader) {
  return { kind: /** @type {const} */ ("global"), type: valueType(reader), mutable: reader.u8() === 1 };
}

/** @param {Reader} reader @returns {Limits} */
function limits(reader) {
  const bounded = (reader.u8() & 1) === 1;
  return { minimum: reader.leb(), maximum: bounded ? reader.leb() : null };
}

/** As the text format writes it. @param {Type} type */
export function typeText(type) {
  switch (type.kind) {
    case "function":
      return `(${type.signature.params.join(", ")}) → (${type.signature.results.join(", ")})`;
    case "memory":
      return range(type.limits);
    case "table":
      return `${type.type} ${range(type.limits)}`;
    case "global":
      return type.mutable ? `mut ${type.type}` : type.type;
    case "tag":
      return "";
  }
}

/** @param {Limits} limits */
function range({ minimum, maximum }) {
  return maximum === null ? `${minimum}…` : `${minimum}…${maximum}`;
}
