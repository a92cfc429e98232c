import assert from "node:assert/strict";
import { test } from "node:test";

import { BESIDE, bounded, EDIT, LABEL, MESSAGE, MOST, plain } from "../src/backend/bounds.js";

/** @import {Diagnostic} from "../src/api.js" */

const PLACE = { file: "main.c", line: 1, column: 1, end_line: 1, end_column: 2 };

/** @param {string} message @param {Partial<Diagnostic>} parts @returns {Diagnostic} */
function error(message, parts = {}) {
  return { severity: "error", message, ...PLACE, code: null, fixes: [], spans: [], notes: [], explanation: null, ...parts };
}

test("what is too many is counted, and errors go first", () => {
  const warnings = Array.from({ length: 150 }, (_, index) => error(`w${index}`, { severity: "warning" }));
  const shown = bounded([...warnings, error("late")]);
  assert.equal(shown.length, MOST + 1);
  assert.equal(shown.at(-2)?.message, "late");
  assert.equal(shown.at(-1)?.message, "Not listed here: 51 warnings. The log has them, as far as it reaches.");
});

test("long texts are cut and long lists too", () => {
  const spans = Array(99).fill({ ...PLACE, label: "x".repeat(9999) });
  const notes = Array(99).fill({ ...PLACE, kind: "note", message: "x".repeat(9999) });
  const [shown] = bounded([error("\u{1f600}".repeat(9999), { spans, notes })]);
  assert.ok(shown);
  assert.deepEqual([shown.spans.length, shown.notes.length], [BESIDE, BESIDE]);
  assert.deepEqual([shown.spans[0]?.label.length, shown.notes[0]?.message.length], [LABEL, MESSAGE]);
  assert.ok(shown.message.length <= MESSAGE);
  assert.doesNotMatch(shown.message, /\p{Cs}/u);
});

test("a fix that cannot be shown whole is left out, and one that can be stays as it is", () => {
  const texts = ["\x1b[31m", "a\0b", "\u202e", "x".repeat(EDIT + 1), ";\r\n\t"];
  const fixes = texts.map((text) => ({ message: "Change", edits: [{ ...PLACE, text }], certain: true }));
  const [shown] = bounded([error("e", { fixes })]);
  assert.deepEqual(shown?.fixes, fixes.slice(-1));
});

test("text is plain", () => {
  const said = "\x1b[31mred\x1b[0m \x1b]0;title\x07bell\x07 \u202eend\r\none\rtwo\tthree é\u{1f600}\ud83d";
  assert.equal(plain(said), "red bell\\u{7} \\u{202e}end\none\\u{d}two\tthree é\u{1f600}\\u{d83d}");
});
