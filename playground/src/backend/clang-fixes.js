/** Reads clang's fix-it lines, whose columns are in bytes and whose texts are escaped as in C. */

import { fromBytes, lineOf } from "./columns.js";
import { own } from "./project-file.js";

/** @import {Fix} from "../api.js" */

export const FIX = /^fix-it:"(.*)":\{(\d+):(\d+)-(\d+):(\d+)\}:"(.*)"$/;

/**
 * The edits of one message, or of the note that says what they do: such a fix is one of several ways out. Null when there
 * are none, or when one would change a file that is not the project's.
 * @param {string[]} lines @param {Record<string, string>} files @param {string | null} label @returns {Fix | null}
 */
export function fixOf(lines, files, label) {
  const edits = lines.map((line) => editOf(line, files)).filter((edit) => edit !== null);
  if (edits.length === 0 || edits.length < lines.length) return null;
  const message = label ? label.slice(0, 1).toUpperCase() + label.slice(1) : labelOf(edits);
  return { message, edits, certain: label === null };
}

/** @param {string} line @param {Record<string, string>} files */
function editOf(line, files) {
  const [, path = "", first, start, last, end, text = ""] = FIX.exec(line) ?? [];
  const file = own(unescaped(path), files);
  if (file === null) return null;
  const [startLine, endLine] = [Number(first), Number(last)];
  const column = fromBytes(lineOf(files[file], startLine), Number(start));
  const end_column = fromBytes(lineOf(files[file], endLine), Number(end));
  return { file, line: startLine, column, end_line: endLine, end_column, text: unescaped(text) };
}

/** @param {Fix["edits"]} edits */
function labelOf(edits) {
  const [edit] = edits;
  if (edit === undefined || edits.length > 1) return "Apply the suggested changes";
  if (edit.text === "") return "Remove this";
  const inserts = edit.line === edit.end_line && edit.column === edit.end_column;
  return `${inserts ? "Insert" : "Change to"} \`${edit.text}\``;
}

/** @param {string} text */
function unescaped(text) {
  const bytes = [...text.matchAll(/\\([0-7]{3}|.)|[^\\]/gu)].flatMap(([whole, escape]) => {
    if (escape === undefined) return [...new TextEncoder().encode(whole)];
    if (escape.length === 3) return [parseInt(escape, 8)];
    return [...new TextEncoder().encode({ n: "\n", t: "\t" }[escape] ?? escape)];
  });
  return new TextDecoder().decode(new Uint8Array(bytes));
}
