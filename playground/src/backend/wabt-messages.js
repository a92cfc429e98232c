/** Reads what wabt writes into diagnostics of one file. */

import { fromBytes, lineOf } from "./columns.js";

/** @import {Diagnostic} from "../api.js" */

const MESSAGE = /^[^\n]*?:(\d+):(\d+): error: (.*)\n(?:[^\n]*\n)? *(\^+)/gm;

/** @param {string} log @param {string} file @param {string} text @returns {Diagnostic[]} */
export function readWabt(log, file, text) {
  return [...log.matchAll(MESSAGE)].map(([, first, start, message = "", marks = ""]) => {
    const line = Number(first);
    const byte = Number(start);
    const shown = lineOf(text, line);
    const column = fromBytes(shown, byte);
    const end_column = fromBytes(shown, byte + marks.length);
    const place = { file, line, column, end_line: line, end_column };
    return { severity: "error", message, ...place, code: null, fixes: [], spans: [], notes: [], explanation: null };
  });
}
