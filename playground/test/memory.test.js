import assert from "node:assert/strict";
import { test } from "node:test";
import { findAll, patternOf } from "../src/memory/search.js";
import { targetAt, valueAt } from "../src/memory/types.js";
import { bandsOf } from "../src/memory/layout.js";

const MEMORY = new Uint8Array(64);
MEMORY.set(new TextEncoder().encode("ana bananas\0"), 8);
new DataView(MEMORY.buffer).setInt32(24, -2, true);
new DataView(MEMORY.buffer).setFloat64(32, 0.1, true);
new DataView(MEMORY.buffer).setUint32(40, 8, true);

test("text is found at every place, also where places overlap", () => {
  assert.deepEqual(findAll(MEMORY, /** @type {Uint8Array} */ (patternOf("text", "ana")), 10), [8, 13, 15]);
  assert.deepEqual(findAll(MEMORY, /** @type {Uint8Array} */ (patternOf("text", "ana")), 2), [8, 13]);
});

test("numbers are found by their bytes, signed or not", () => {
  for (const [kind, text, at] of /** @type {const} */ ([["i32", "-2", 24], ["i32", "0xfffffffe", 24], ["f64", "0.1", 32], ["bytes", "fe ff ff ff", 24], ["bytes", "0x62,0x61", 12]])) {
    const pattern = patternOf(kind, text);
    assert.ok(pattern, text);
    assert.equal(findAll(MEMORY, pattern, 1)[0], at, text);
  }
});

test("what is nothing of its kind has no bytes", () => {
  for (const [kind, text] of /** @type {const} */ ([["i8", "256"], ["i8", "-129"], ["i32", "1.5"], ["i64", ""], ["f32", "one"], ["bytes", "f"], ["bytes", "xy"], ["text", ""]])) {
    assert.equal(patternOf(kind, text), null, `${kind} ${text}`);
  }
});

test("a watched address is read by its type, and not beyond the memory", () => {
  assert.equal(valueAt("i32", MEMORY, 24), "-2");
  assert.equal(valueAt("u32", MEMORY, 24), "4294967294");
  assert.equal(valueAt("f64", MEMORY, 32), "0.1");
  assert.equal(valueAt("text", MEMORY, 8), '"ana bananas"');
  assert.equal(valueAt("pointer", MEMORY, 40), "0x00008");
  assert.equal(valueAt("i64", MEMORY, 60), null);
});

test("a pointer leads to a place in the memory or nowhere", () => {
  assert.equal(targetAt(MEMORY, 40), 8);
  assert.equal(targetAt(MEMORY, 24), null);
  assert.equal(targetAt(MEMORY, 0), null);
  assert.equal(targetAt(MEMORY, 62), null);
});

test("the parts of a memory are told only where the stack lies below the data", () => {
  const names = (/** @type {ReturnType<typeof bandsOf>} */ bands) => bands.map(({ name, from, to }) => `${name} ${from}-${to}`);
  assert.deepEqual(names(bandsOf([{ from: 40, to: 50 }], 32, 64)), ["stack 0-32", "data 40-50", "heap 50-64"]);
  assert.deepEqual(names(bandsOf([{ from: 8, to: 16 }], 32, 64)), ["data 8-16", "heap 16-64"]);
  assert.deepEqual(names(bandsOf([], null, 64)), []);
});
