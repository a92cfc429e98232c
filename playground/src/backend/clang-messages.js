/** Reads what clang writes (as clang-flags.js asks it to) into diagnostics. */

import { FIX, fixOf } from "./clang-fixes.js";
import { fromBytes, lineOf } from "./columns.js";
import { strings } from "../strings.js";
import { own } from "./project-file.js";

/** @import {Diagnostic, Note} from "../api.js" */

const MESSAGE =
  /^(?:(?<file>[^:\n]+):(?<line>\d+):(?<column>\d+):(?<ranges>(?:\{\d+:\d+-\d+:\d+\})*:)? )?(?:clang: )?(?<kind>fatal error|error|warning|note): (?<text>.*?)(?: \[(?<code>-[^\]\s]+)\])?$/;
const RANGE = /\{(\d+):(\d+)-(\d+):(\d+)\}/g;
const INCLUDED = /^In file included from (?<file>[^:\n]+):(?<line>\d+)[:,]/;

/** The place in a line that `#line` names and no file has. */
const MADE_UP = { line: null, column: null, end_line: null, end_column: null };
const NOWHERE = { file: null, ...MADE_UP };

/** @type {Readonly<Record<string, Diagnostic["severity"]>>} */
const SEVERITIES = { "fatal error": "error", error: "error", warning: "warning", note: "note" };

/** In the order of the log, each with its notes and fixes. Those inside the C library stand where the project included it. @param {string} log @param {Record<string, string>} files @returns {Diagnostic[]} */
export function readClang(log, files) {
  /** @type {Diagnostic[]} */
  const found = [];
  /** How the next message's header was included, innermost first. @type {Note[]} */
  let chain = [];
  /** By file: clang tells how it came to a header once, and not again for its next message there. @type {Map<string, Note[]>} */
  const chains = new Map();
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
      chain.unshift(...inclusionOf(inclusion, files));
      continue;
    }
    const message = MESSAGE.exec(line)?.groups;
    if (message === undefined) continue;
    close();
    if (chain.length > 0 && message.file !== undefined) chains.set(message.file, chain);
    chain = [];
    const last = found.at(-1);
    if (message.kind === "note" && last) {
      note = noteOf(message, files);
      if (note !== null) last.notes.push(note);
    } else {
      found.push(diagnosticOf(message, chains.get(message.file ?? "") ?? [], files));
    }
  }
  close();
  return found;
}

/** The log without what is there for machines. @param {string} log */
export function readable(log) {
  const lines = log.split("\n").filter((line) => !FIX.test(line));
  return lines.join("\n").replace(/^([^:\s][^:]*:\d+:\d+:)(?:\{[\d:-]+\})+:/gm, "$1").trim();
}

/** None for a line that is not the project's. @param {Record<string, string | undefined>} inclusion @param {Record<string, string>} files @returns {Note[]} */
function inclusionOf(inclusion, files) {
  const file = own(inclusion.file ?? "", files);
  const line = Number(inclusion.line);
  const text = file === null ? null : lineOf(files[file], line);
  if (file === null || text === null) return [];
  const place = { file, line, column: 1, end_line: line, end_column: text.length + 1 };
  return [{ kind: "note", message: strings.includedFrom, ...place }];
}

/** @param {Record<string, string | undefined>} message @param {Note[]} chain @param {Record<string, string>} files @returns {Diagnostic} */
function diagnosticOf(message, chain, files) {
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
  if (file !== null) {
    return { ...plain, file, ...placeOf(message, files[file]), spans: spansOf(message, file, files[file]), notes: [...chain] };
  }
  const [include, ...others] = chain;
  return include === undefined ? plain : { ...plain, file: include.file, line: include.line, column: 1, notes: others };
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
  const shown = lineOf(text, line);
  if (shown === null) return MADE_UP;
  const column = fromBytes(shown, byte);
  for (const [, ...range] of (message.ranges ?? "").matchAll(RANGE)) {
    const [firstLine, firstColumn, endLine = line, endColumn = byte] = range.map(Number);
    if (firstLine === line && firstColumn === byte) {
      return { line, column, end_line: endLine, end_column: fromBytes(lineOf(text, endLine), endColumn) };
    }
  }
  const [word = ""] = /^(\w+|.)/u.exec(shown.slice(column - 1)) ?? [];
  return { line, column, end_line: line, end_column: column + word.length };
}

/** The ranges that do not start at the message: operands, say. Clang gives them no label. @param {Record<string, string | undefined>} message @param {string} file @param {string | undefined} text @returns {Diagnostic["spans"]} */
function spansOf(message, file, text) {
  if (lineOf(text, Number(message.line)) === null) return [];
  return [...(message.ranges ?? "").matchAll(RANGE)]
    .map((range) => range.slice(1).map(Number))
    .filter(([line, column]) => line !== Number(message.line) || column !== Number(message.column))
    .map(([line = 1, column = 1, end_line = line, end_column = column]) => {
      const starts = fromBytes(lineOf(text, line), column);
      return { file, line, column: starts, end_line, end_column: fromBytes(lineOf(text, end_line), end_column), label: "" };
    });
}
