import assert from "node:assert/strict";
import { test } from "node:test";

import { closure, required } from "../src/packages.js";

test("names are read in comments and in calls of micropip, and normalised", () => {
  const text = '# requires: Rich, more_itertools>=1\n#requires: attrs\nawait micropip.install(["sympy", \'toolz\'])\nmicropip.install("rich")\n';
  assert.deepEqual(required({ "main.py": text, "notes.txt": "# requires: no" }), ["rich", "more-itertools", "attrs", "sympy", "toolz"]);
});

test("what a package needs comes with it, once, and circles end", () => {
  const needs = (/** @type {string[]} */ ...requires) => ({ file: "", requires, modules: [] });
  const all = { a: needs("b", "c"), b: needs("c"), c: needs("a") };
  assert.deepEqual(closure(["a"], all).sort(), ["a", "b", "c"]);
});
