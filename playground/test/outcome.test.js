import assert from "node:assert/strict";
import { test } from "node:test";
import { kindOf, kindOfNative } from "../src/labs/escapes/outcome.js";

const trapped = (/** @type {string} */ message) => kindOf({ how: "trapped", message });

test("traps are told apart in the words of every engine", () => {
  for (const message of ["table index is out of bounds", "table index out of bounds", "Out of bounds call_indirect"]) {
    assert.equal(trapped(message), "table", message);
  }
  for (const message of [
    "function signature mismatch",
    "null function or function signature mismatch",
    "indirect call signature mismatch",
    "call_indirect to a signature that does not match",
  ]) {
    assert.equal(trapped(message), "signature", message);
  }
  for (const message of ["memory access out of bounds", "index out of bounds", "Out of bounds memory access"]) {
    assert.equal(trapped(message), "bounds", message);
  }
  for (const message of ["Maximum call stack size exceeded", "too much recursion"]) {
    assert.equal(trapped(message), "depth", message);
  }
  assert.equal(trapped("unreachable"), "unknown");
});

test("a native program's limit comes before the signal that enforced it", () => {
  const ended = { stdout: "", stderr: "", exit_code: null, signal: "SIGXCPU", limit: "cpu" };
  assert.equal(kindOfNative(ended), "limit");
  assert.equal(kindOfNative({ ...ended, signal: "SIGSEGV", limit: null }), "page");
  assert.equal(kindOfNative({ ...ended, signal: null, limit: null, exit_code: 1 }), "refused");
  assert.equal(kindOfNative({ ...ended, signal: null, limit: null, exit_code: 0 }), "through");
});
