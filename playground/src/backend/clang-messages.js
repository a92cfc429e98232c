/** Reads what clang writes (as clang-flags.js asks it to) into diagnostics. */

import { FIX, fixOf } from "./clang-fixes.js";
import { fromBytes, lineOf } from "./columns.js";
import { own } from "./project-file.js";

/** @import {Diagnostic, Note} from "../api.js" */

const MESSAGE =
  /^(?:(?<file>[^:\n]+):(?<line>\d+):(?<column>\d+):(?<ranges>(?:\{\d+:\d+-\d+:\d+\})*:)? )?(?:clang: )?(?<kind>fatal error|error|warning|note): (?<text>.*?)(?: \[(?<code>-[^\]\s]+)\])?$/;
const RANGE = /\{(\d+):(\d+)-(\d+):(\d+)\}/g;
const INCLUDED = /^In file included from (?<file>[^:\n]+):(?<line>\d+)[:,]/;

const NOWHERE = { file: null, line: null, column: null, end_line: null, end_column: null };

/** @type {Readonly<Record<string, Diagnostic["severity"]>>} */
const SEVERITIES = { "fatal error": "error", error: "error", warning: "warning", note: "note" };

/** In the order of the log, each with its notes and fixes. Those inside the C library stand where the project included it. @param {string} log @param {Record<string, string>} files @returns {Diagnostic[]} */
export function readClang(log, files) {
  /** @type {Diagnostic[]} */
  const found = [];
  /** @type {Place | null} */
  let included = null;
  /** What the next fixes belong to: the message itself, or a note of it. @type {Note | null} */
  let note = null;
  /** @type {string[]} */
  let fixes = [];
  const close = () => {
    const last = found.at(-1);
    const fix = last && fixOf(fixes, files, note?.message ?? null);
    if (last && fix) {
      last.fixes.push(fix);
      last.notes = last.notes.filter((one) => one !== note);
    }
    fixes = [];
    note = null;
  };
  for (const line of log.split("\n")) {
    if (FIX.test(line)) fixes.push(line);
    const inclusion = INCLUDED.exec(line)?.groups;
    if (inclusion?.file !== undefined) {
      const file = own(inclusion.file, files);
      if (file !== null) included = { file, line: Number(inclusion.line) };
      continue;
    }
    const message = MESSAGE.exec(line)?.groups;
    if (message === undefined) continue;
    close();
    const last = found.at(-1);
    if (message.kind === "note" && last) {
      note = noteOf(message, files);
      if (note !== null) last.notes.push(note);
    } else {
      found.push(diagnosticOf(message, included, files));
    }
    included = null;
  }
  close();
  return found;
}

/** The log without what is there for machines. @param {string} log */
export function readable(log) {
  const lines = log.split("\n").filter((line) => !FIX.test(line));
  return lines.join("\n").replace(/^([^:\s][^:]*:\d+:\d+:)(?:\{[\d:-]+\})+:/gm, "$1").trim();
}

/** @typedef {{file: string, line: number}} Place */

/** @param {Record<string, string | undefined>} message @param {Place | null} included @param {Record<string, string>} files @returns {Diagnostic} */
function diagnosticOf(message, included, files) {
  /** @type {Diagnostic} */
  const plain = {
    severity: SEVERITIES[message.kind ?? ""] ?? "error",
    message: message.text ?? "",
    code: message.code ?? null,
    ...NOWHERE,
    ...{ fixes: [], spans: [], notes: [], explanation: null },
  };
  if (message.file === undefined) return plain;
  const file = own(message.file, files);
  if (file !== null) return { ...plain, file, ...placeOf(message, files[file]) };
  return included === null ? plain : { ...plain, ...included, column: 1 };
}

/** Null inside the C library. @param {Record<string, string | undefined>} message @param {Record<string, string>} files @returns {Note | null} */
function noteOf(message, files) {
  /** @type {Note} */
  const plain = { kind: "note", message: message.text ?? "", ...NOWHERE };
  if (message.file === undefined) return plain;
  const file = own(message.file, files);
  return file === null ? null : { ...plain, file, ...placeOf(message, files[file]) };
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
