/** Reads what clang writes (as clang-flags.js asks it to) into diagnostics. */

import { fromBytes, lineOf } from "./columns.js";

/** @import {Diagnostic} from "../api.js" */

const MESSAGE =
  /^(?:(?<file>[^:\n]+):(?<line>\d+):(?<column>\d+):(?<ranges>(?:\{\d+:\d+-\d+:\d+\})*:)? )?(?:clang: )?(?<kind>fatal error|error|warning|note): (?<text>.*?)(?: \[(?<code>-[^\]\s]+)\])?$/;
const RANGE = /\{(\d+):(\d+)-(\d+):(\d+)\}/g;
const INCLUDED = /^In file included from (?<file>[^:\n]+):(?<line>\d+)[:,]/;
const FIX = /^fix-it:".*"$/;

/** @type {Readonly<Record<string, Diagnostic["severity"]>>} */
const SEVERITIES = { "fatal error": "error", error: "error", warning: "warning", note: "note" };

/** In the order of the log. Those inside the C library stand where the project included it. @param {string} log @param {Record<string, string>} files @returns {Diagnostic[]} */
export function readClang(log, files) {
  /** @type {Diagnostic[]} */
  const found = [];
  /** @type {Place | null} */
  let included = null;
  for (const line of log.split("\n")) {
    const inclusion = INCLUDED.exec(line)?.groups;
    if (inclusion?.file !== undefined) {
      const file = own(inclusion.file, files);
      if (file !== null) included = { file, line: Number(inclusion.line) };
      continue;
    }
    const message = MESSAGE.exec(line)?.groups;
    if (message === undefined) continue;
    const diagnostic = diagnosticOf(message, included, files);
    if (diagnostic !== null) found.push(diagnostic);
    included = null;
  }
  return found;
}

/** The log without what is there for machines. @param {string} log */
export function readable(log) {
  const lines = log.split("\n").filter((line) => !FIX.test(line));
  return lines.join("\n").replace(/^([^:\s][^:]*:\d+:\d+:)(?:\{[\d:-]+\})+:/gm, "$1").trim();
}

/** @typedef {{file: string, line: number}} Place */

/** @param {Record<string, string | undefined>} message @param {Place | null} included @param {Record<string, string>} files @returns {Diagnostic | null} */
function diagnosticOf(message, included, files) {
  const severity = SEVERITIES[message.kind ?? ""] ?? "error";
  /** @type {Diagnostic} */
  const plain = {
    severity,
    message: message.text ?? "",
    code: message.code ?? null,
    ...{ file: null, line: null, column: null, end_line: null, end_column: null },
  };
  if (message.file === undefined) return plain;
  const file = own(message.file, files);
  if (file !== null) return { ...plain, file, ...placeOf(message, files[file]) };
  if (severity === "note") return null;
  return included === null ? plain : { ...plain, ...included, column: 1 };
}

/** Where it starts, and where the marked text ends: of the ranges, the one that starts there; else the word. @param {Record<string, string | undefined>} message @param {string | undefined} text */
function placeOf(message, text) {
  const line = Number(message.line);
  const byte = Number(message.column);
  const column = fromBytes(lineOf(text, line), byte);
  for (const [, ...range] of (message.ranges ?? "").matchAll(RANGE)) {
    const [firstLine, firstColumn, endLine = line, endColumn = byte] = range.map(Number);
    if (firstLine === line && firstColumn === byte) {
      return { line, column, end_line: endLine, end_column: fromBytes(lineOf(text, endLine), endColumn) };
    }
  }
  const [word = ""] = /^(\w+|.)/u.exec((lineOf(text, line) ?? "").slice(column - 1)) ?? [];
  return { line, column, end_line: line, end_column: column + word.length };
}

/** `./lib/../a.h` is the project's `a.h`. @param {string} path @param {Record<string, string>} files */
function own(path, files) {
  const name = new URL(path, "file:///").pathname.slice(1);
  const found = Object.keys(files).find((file) => new URL(file, "file:///").pathname.slice(1) === name);
  return found ?? null;
}
