/** Places of diagnostics and of their fixes, in CodeMirror's way. */

/** @import {Text} from "@codemirror/state" */
/** @import {Fix} from "../api.js" */

/** @typedef {{from: number, to: number, insert: string}} Change */

/** The nearest place that there is. @param {Text} doc @param {number} line @param {number} column Both start at 1. */
export function offset(doc, line, column) {
  const { from, to } = doc.line(Math.min(Math.max(line, 1), doc.lines));
  return Math.min(from + Math.max(column - 1, 0), to);
}

/** The last line's end is not in the editor: what comes after it starts a line. @param {Text} doc @param {Fix["edits"][number]} edit @returns {Change} */
export function changeOf(doc, { line, column, end_line, end_column, text }) {
  const past = line > doc.lines;
  const from = past ? doc.length : offset(doc, line, column);
  const to = end_line > doc.lines ? doc.length : offset(doc, end_line, end_column);
  return { from, to: Math.max(from, to), insert: past ? `\n${text.replace(/\n$/, "")}` : text };
}
