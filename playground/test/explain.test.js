import assert from "node:assert/strict";
import { test } from "node:test";

import { explain } from "../src/explain.js";

/** The words of V8, SpiderMonkey and JavaScriptCore for the same traps. @type {[string, RegExp][]} */
const TRAPS = [
  ["unreachable", /^Aborted \(exit code 134\)/],
  ["unreachable executed", /^Aborted/],
  ["Unreachable code should not be executed (evaluating 'a()')", /^Aborted/],
  ["memory access out of bounds", /outside its memory/],
  ["index out of bounds", /outside its memory/],
  ["Out of bounds memory access (evaluating 'a()')", /outside its memory/],
  ["divide by zero", /divided a whole number by zero/],
  ["integer divide by zero", /divided a whole number by zero/],
  ["Division by zero (evaluating 'a()')", /divided a whole number by zero/],
  ["Maximum call stack size exceeded", /nested too deeply/],
  ["too much recursion", /nested too deeply/],
  ["null function or function signature mismatch", /not a function of the right type/],
  ["indirect call signature mismatch", /not a function of the right type/],
  ["float unrepresentable in integer range", /too large for its type/],
];

for (const [message, words] of TRAPS) {
  test(`"${message}" in plain words`, () => {
    assert.match(explain({ how: "trapped", message }, 1), words);
  });
}

test("a trap that is not known shows the engine's own words", () => {
  assert.equal(explain({ how: "trapped", message: "new in 2030" }, 1), "Stopped by a trap: new in 2030.");
});

test("an exit code other than 0 is told to be a failure", () => {
  assert.match(explain({ how: "exited", code: 0 }, 1500), /^Finished in 1\.5 s, exit code 0\.$/);
  assert.match(explain({ how: "exited", code: 3 }, 0.2), /^Ended with exit code 3 after less than 1 ms\..*failure/);
});
