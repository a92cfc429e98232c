import assert from "node:assert/strict";
import { test } from "node:test";

import { fixOf } from "../src/backend/clang-fixes.js";
import { readClang, readable } from "../src/backend/clang-messages.js";
import { fromBytes } from "../src/backend/columns.js";
import { readLinker } from "../src/backend/linker-messages.js";
import { readWabt } from "../src/backend/wabt-messages.js";

/** What the editor marks. @param {import("../src/api.js").Diagnostic} diagnostic */
const place = ({ file, line, column, end_line, end_column }) => [file, line, column, end_line, end_column];

test("bytes are counted as UTF-16 code units", () => {
  const line = "é = \u{1f980}; x";
  assert.deepEqual([1, 3, 6, 10, 12, 14].map((byte) => fromBytes(line, byte)), [1, 2, 5, 7, 9, 11]);
  assert.equal(fromBytes(null, 7), 7);
});

test("clang's error marks the word it is about", () => {
  const files = { "main.c": "int main(void)\n{\n    /* é */ retrun 0;\n}\n" };
  const [error] = readClang("main.c:3:14: error: use of undeclared identifier 'retrun'\n", files);
  assert.ok(error);
  assert.equal(error.message, "use of undeclared identifier 'retrun'");
  assert.deepEqual(place(error), ["main.c", 3, 13, 3, 19]);
});

test("clang's range is marked where it starts with the message", () => {
  const log = "main.c:1:9:{1:9-1:14}{1:1-1:4}: warning: unused value [-Wunused-value]\n";
  const [warning] = readClang(log, { "main.c": "int x = 1 + 2;\n" });
  assert.ok(warning);
  assert.deepEqual([warning.severity, warning.code, ...place(warning)], ["warning", "-Wunused-value", "main.c", 1, 9, 1, 14]);
});

test("a message inside the C library stands where the project included it", () => {
  const log = [
    "In file included from ./lib/a.h:2:",
    "/usr/include/wasm32-wasip1/stdio.h:1:2: error: something",
    "/usr/include/wasm32-wasip1/stdio.h:126:5: note: 'printf' declared here",
  ].join("\n");
  const found = readClang(log, { "lib/a.h": "\n#include <stdio.h>\n", "main.c": "" });
  assert.deepEqual(found.map(({ file, line, column }) => [file, line, column]), [["lib/a.h", 2, 1]]);
});

test("an error in a header tells how it was included each time, and shows its second places", () => {
  const log = [
    "In file included from main.c:2:",
    "In file included from ./lib/a.h:1:",
    "lib/b.h:1:20:{1:23-1:26}: error: one",
    "lib/b.h:2:1: error: two",
    "main.c:90:1: error: made up",
  ].join("\n");
  const files = {
    "main.c": '\n#include "lib/a.h"\n',
    "lib/a.h": '#include "b.h"\n',
    "lib/b.h": "/* \u{1f600} */ int x = 1 + one;\nint y;\n",
  };
  const [first, second, made] = readClang(log, files);
  for (const found of [first, second]) {
    assert.deepEqual(found?.notes.map(({ file, line, end_column }) => [file, line, end_column]), [["lib/a.h", 1, 15], ["main.c", 2, 19]]);
  }
  assert.deepEqual(first?.spans, [{ file: "lib/b.h", line: 1, column: 21, end_line: 1, end_column: 24, label: "" }]);
  assert.ok(made);
  assert.deepEqual([place(made), made.notes], [["main.c", null, null, null, null], []]);
});

test("the log leaves out what is for machines", () => {
  const log = 'main.c:2:28:{2:28-2:33}: error: use\nfix-it:"main.c":{2:28-2:33}:"printf"\n1 error generated.\n';
  assert.equal(readable(log), "main.c:2:28: error: use\n1 error generated.");
});

test("a symbol that is nowhere is marked where the file names it", () => {
  const files = { "main.c": "int foobar(void);\nint foo(void);\nint main(void) { return foo(); }\n" };
  const line = "wasm-ld: error: main.c.o: undefined symbol: foo\n";
  const found = readLinker(line + line, files);
  assert.equal(found.length, 1);
  assert.ok(found[0]);
  assert.deepEqual(place(found[0]), ["main.c", 2, 5, 2, 8]);
});

test("a second main is told in words", () => {
  const log = "wasm-ld: error: duplicate symbol: __main_void\n>>> defined in a.c.o\n>>> defined in main.c.o\n";
  const [error] = readLinker(log, { "a.c": "int main(void) {}", "main.c": "\nint main(void) {}" });
  assert.equal(error?.message, "`main` is defined twice: in a.c and in main.c. A program starts at one `main`.");
  assert.deepEqual([error.file, error.line, error.column], ["main.c", 2, 5]);
});

test("wabt's errors are marked as wide as wabt does", () => {
  const text = "(module\n  (func ;; é\n    (call $nope)))";
  const log = 'parseWat failed:\nmain.wat:3:11: error: undefined function variable "$nope"\n    (call $nope)))\n          ^^^^^\n';
  const [error] = readWabt(log, "main.wat", text);
  assert.ok(error);
  assert.equal(error.message, 'undefined function variable "$nope"');
  assert.deepEqual(place(error), ["main.wat", 3, 11, 3, 16]);
});

test("each of several errors is read", () => {
  const log = 'parseWat failed:\nmain.wat:1:2: error: one\n(x y)\n ^\nmain.wat:1:4: error: two\n(x y)\n   ^\n';
  assert.deepEqual(readWabt(log, "main.wat", "(x y)").map(({ message }) => message), ["one", "two"]);
});

test("notes and fixes belong to the message before them", () => {
  const files = { "main.c": "/* \u{1f980} */ int x = 1\nif (x = 2) {}\n" };
  const log = [
    "main.c:1:20: error: expected ';'",
    'fix-it:"main.c":{1:20-1:20}:";"',
    "main.c:2:7: warning: an assignment [-Wparentheses]",
    "main.c:2:7: note: use '==' instead",
    'fix-it:"main.c":{2:7-2:8}:"=="',
    "/usr/include/stdio.h:126:5: note: 'printf' declared here",
    "main.c:1:16: note: declared here",
  ].join("\n");
  const [error, warning] = readClang(log, files);
  assert.deepEqual(error?.fixes, [
    {
      message: "Insert `;`",
      edits: [{ file: "main.c", line: 1, column: 18, end_line: 1, end_column: 18, text: ";" }],
      certain: true,
    },
  ]);
  assert.deepEqual(warning?.fixes.map(({ message, certain }) => [message, certain]), [["Use '==' instead", false]]);
  assert.deepEqual(warning?.notes.map(({ message, column }) => [message, column]), [["declared here", 14]]);
});

test("a fix's text is unescaped, and one that would change the C library is none", () => {
  const fixes = ['fix-it:"main.c":{1:1-1:2}:"\\"a\\tb\\\\\\n\\303\\251"', 'fix-it:"/usr/include/stdio.h":{1:1-1:2}:"x"'];
  const [text, both] = [fixes.slice(0, 1), fixes].map((lines) => fixOf(lines, { "main.c": "x\n" }, null));
  assert.equal(text?.edits[0]?.text, '"a\tb\\\n\u00e9');
  assert.equal(both, null);
});
