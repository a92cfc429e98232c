/** How much a compiler may say, and that it says it in plain text, as on a runner (runner/wardian/toolchains/bounds.py). */

import { strings } from "../strings.js";

/** @import {Diagnostic, Fix} from "../api.js" */

/** Diagnostics of one build; errors go before warnings. */
export const MOST = 100;
/** Characters of a message, or of a note. */
export const MESSAGE = 2000;
export const LABEL = 200;
/** Second places, notes and fixes of one diagnostic, of each. */
export const BESIDE = 16;
const EDITS = 64;
/** Characters that one edit may insert. */
export const EDIT = 4000;
/** Characters of the log. */
export const LOG = 256 * 1024;

/** @type {Diagnostic["severity"][]} */
const SEVERITIES = ["error", "warning", "note"];
const CUT = " …";
const ANSI = /\x1b(?:\[[0-?]*[ -/]*[@-~]|\][^\x07\x1b]*(?:\x07|\x1b\\)?|[@-Z\\-_])/g;
/** Control characters but tab and line feed, those that turn the direction of text, and halves of characters. */
const HIDDEN = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\p{Cs}]/gu;

/** Without the escape sequences of terminals; other invisible characters are spelled out: `\u{1b}`. @param {string} text */
export function plain(text) {
  const shown = text.replaceAll("\r\n", "\n").replace(ANSI, "");
  return shown.replace(HIDDEN, (hidden) => `\\u{${hidden.codePointAt(0)?.toString(16)}}`);
}

/** In plain text, as far as it is kept. @param {string} log */
export function boundedLog(log) {
  return cut(log, LOG);
}

/** In their order, in plain text, with a note of how many more there are. @param {Diagnostic[]} every @returns {Diagnostic[]} */
export function bounded(every) {
  const errors = every.filter(({ severity }) => severity === "error");
  const others = every.filter(({ severity }) => severity !== "error");
  const kept = new Set([...errors, ...others].slice(0, MOST));
  const left = every.filter((one) => !kept.has(one));
  const shown = every.filter((one) => kept.has(one)).map(within);
  return left.length === 0 ? shown : [...shown, more(left)];
}

/** @param {Diagnostic} found @returns {Diagnostic} */
function within(found) {
  return {
    ...found,
    message: cut(found.message, MESSAGE),
    spans: found.spans.slice(0, BESIDE).map((span) => ({ ...span, label: cut(span.label, LABEL) })),
    notes: found.notes.slice(0, BESIDE).map((note) => ({ ...note, message: cut(note.message, MESSAGE) })),
    fixes: found.fixes.slice(0, BESIDE).filter(whole).map((fix) => ({ ...fix, message: cut(fix.message, LABEL) })),
  };
}

/** An edit is never cut nor cleaned: it would be another one. @param {Fix} fix */
function whole({ edits }) {
  const texts = edits.map(({ text }) => text.replaceAll("\r\n", "\n"));
  return texts.length <= EDITS && texts.every((text) => text.length <= EDIT && plain(text) === text);
}

/** @param {string} text @param {number} most */
function cut(text, most) {
  const shown = plain(text);
  return shown.length <= most ? shown : shown.slice(0, most - CUT.length).replace(/\p{Cs}$/u, "") + CUT;
}

/** @param {Diagnostic[]} left @returns {Diagnostic} */
function more(left) {
  const counts = SEVERITIES.map((severity) => left.filter((diagnostic) => diagnostic.severity === severity).length);
  return {
    ...{ severity: "note", message: strings.notListed(counts), code: "more", file: null, line: null, column: null },
    ...{ end_line: null, end_column: null, fixes: [], spans: [], notes: [], explanation: null },
  };
}
