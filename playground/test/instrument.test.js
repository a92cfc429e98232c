import assert from "node:assert/strict";
import { test } from "node:test";
import { differences } from "../src/memory/differences.js";
import { instrument } from "../src/labs/memory/instrument.js";
import { valueOf } from "../src/labs/memory/values.js";

/** The rewritten text between the lab's first and last lines, its calls shortened. @param {string} source */
function calls(source) {
  const { text } = instrument(source);
  const body = text.split("\n").slice(2, 2 + source.split("\n").length).join("\n");
  return body.replace(/WARDIAN_STEP\((\d+)\)/g, "$$$1").replace(/WARDIAN_SEE\(\d+, (\w+)\);/g, "&$1;");
}

/** @type {[string, string, string][]} */
const STATEMENTS = [
  ["a statement", "int f(void) { g(); }", "int f(void) { $0;g(); }"],
  ["a parameter", "int f(int a, char **b) { }", "int f(int a, char **b) {&a;&b; }"],
  ["a declaration", "void f(void) { int a = 1, *b, c[2]; }", "void f(void) { $0;int a = 1, *b, c[2];&a;&b;&c; }"],
  ["an initialiser with braces", "void f(void) { int a[] = {1, 2}; }", "void f(void) { $0;int a[] = {1, 2};&a; }"],
  ["an if without braces", "void f(void) { if (a) g(); else h(); }", "void f(void) { $0;if (a) {$1;g();} else {$2;h();} }"],
  ["else if", "void f(void) { if (a) b(); else if (c) d(); }", "void f(void) { $0;if (a) {$1;b();} else {$2;if (c) {$3;d();}} }"],
  ["for with its variable", "void f(void) { for (int i = 0; i < 3; i++) g(i); }", "void f(void) { $0;for (int i = 0; i < 3; i++) {&i;$1;g(i);} }"],
  ["an endless loop", "void f(void) { for (;;) ; }", "void f(void) { $0;for (;;) {$1;;} }"],
  ["while, at each test", "void f(void) { while (a) b(); }", "void f(void) { while ($0,a) {$1;b();} }"],
  ["do", "void f(void) { do a(); while (b); c(); }", "void f(void) { $0;do {$1;a();} while (b); $2;c(); }"],
  ["switch", "void f(void) { switch (a) { case 1: b(); break; default: c(); } }", "void f(void) { $0;switch (a) { case 1: $1;b(); $2;break; default: $3;c(); } }"],
  ["a case with a choice", "void f(void) { switch (a) { case 1 ? 2 : 3: b(); } }", "void f(void) { $0;switch (a) { case 1 ? 2 : 3: $1;b(); } }"],
  ["a label", "void f(void) { again: a(); goto again; }", "void f(void) { again: $0;a(); $1;goto again; }"],
  ["brackets in strings and comments", 'void f(void) { g("};"); /* } */ h(\'}\'); // }\n}', 'void f(void) { $0;g("};"); /* } */ $1;h(\'}\'); // }\n}'],
  ["a macro", "#define TWICE(x) { x; x; }\nvoid f(void) { g(); }", "#define TWICE(x) { x; x; }\nvoid f(void) { $0;g(); }"],
  ["a struct", "struct s { int a; };\nvoid f(void) { struct s b = {1}; }", "struct s { int a; };\nvoid f(void) { $0;struct s b = {1};&b; }"],
  ["a typedef", "typedef int number;\nvoid f(void) { number a; }", "typedef int number;\nvoid f(void) { $0;number a;&a; }"],
  ["a function pointer", "void f(void) { int (*g)(int) = h; }", "void f(void) { $0;int (*g)(int) = h;&g; }"],
  ["no object", "void f(void) { extern int a; int g(int); register int b; }", "void f(void) { $0;extern int a; $1;int g(int); $2;register int b; }"],
];

for (const [name, source, expected] of STATEMENTS) {
  test(`calls are put before statements and after declarations: ${name}`, () => assert.equal(calls(source), expected));
}

test("lines stay where they are, and variables outside of functions are told at the end", () => {
  const { text, steps, variables } = instrument("int a;\nstatic char b[3];\nint main(void) {\n  a = 1;\n}\n");
  assert.deepEqual(steps, [{ line: 4, function: "main", scope: [0, 1] }]);
  assert.equal(text.split("\n")[5], "  WARDIAN_STEP(0);a = 1;");
  assert.deepEqual(variables.map(({ name, type, function: owner }) => [name, type, owner]), [["a", "int", null], ["b", "char [3]", null]]);
  assert.match(text, /wardian_globals\(void\) \{WARDIAN_SEE\(0, a\);WARDIAN_SEE\(1, b\);\}/);
});

test("text that is no C is passed on for the compiler to tell what is wrong", () => {
  for (const source of ["", "int main(", "void f(void) { if (a", 'void f(void) { "', "}}}{{{", "void f(void) { case", "#"]) {
    const { text } = instrument(source);
    assert.ok(text.replace(/WARDIAN_(STEP|SEE)\([^)]*\)[;,]|\}(?=\n)/g, "").includes(source.replace(/\}$/, "")), source);
  }
});

test("changes are runs of words, with what was there and what is", () => {
  const before = new Uint8Array(64);
  const after = before.slice();
  after[5] = 1;
  after[40] = 2;
  const found = differences(before, after);
  assert.deepEqual(found.map(({ at, after }) => [at, [...after]]), [[4, [0, 1, 0, 0]], [40, [2, 0, 0, 0]]]);
  assert.deepEqual(differences(before.slice(0, 8), before), []);
});

/** @type {[string, number[], string | null][]} */
const VALUES = [
  ["int", [0xfe, 0xff, 0xff, 0xff], "-2"],
  ["unsigned", [0xfe, 0xff, 0xff, 0xff], "4294967294"],
  ["char", [0xff], "-1"],
  ["uint8_t [2]", [1, 255], "{1, 255}"],
  ["const char *", [0x10, 0x38, 1, 0], "0x13810"],
  ["char []", [0x61, 0xc3, 0xa9, 0, 7], '"aé"'],
  ["float", [0, 0, 0, 0x3f], "0.5"],
  ["double", [0, 0, 0, 0, 0, 0, 0xe0, 0x3f], "0.5"],
  ["long long", [1, 0, 0, 0, 0, 0, 0, 0x80], "-9223372036854775807"],
  ["struct s", [1, 2], null],
];

for (const [type, bytes, expected] of VALUES) {
  test(`bytes of ${type} are ${expected}`, () => assert.equal(valueOf(type, new Uint8Array(bytes)), expected));
}
