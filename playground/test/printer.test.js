import assert from "node:assert/strict";
import { test } from "node:test";

import { Printer } from "../src/frame/printer.js";
import { KEPT_LIMIT } from "../src/messages.js";

function printer() {
  /** @type {[string, number][]} */
  const sent = [];
  return { sent, printer: new Printer((stream, bytes) => sent.push([stream, bytes.length])) };
}

test("each write leaves at once", () => {
  const { sent, printer: one } = printer();
  one.print("stdout", new Uint8Array(3));
  one.print("stderr", new Uint8Array(1));
  assert.deepEqual(sent, [["stdout", 3], ["stderr", 1]]);
});

test("a flood leaves in blocks, all of it up to the limit and a byte, whichever stream it takes", () => {
  const { sent, printer: one } = printer();
  for (let line = 0; line < 2_000_000; line++) one.print(line % 2 === 0 ? "stderr" : "stdout", new Uint8Array(10));
  one.flush();
  assert.equal(sent.reduce((sum, [, length]) => sum + length, 0), KEPT_LIMIT + 1);
  assert.ok(sent.length < 10_000, `${sent.length} messages`);
});

test("one write that is larger than the limit is cut", () => {
  const { sent, printer: one } = printer();
  one.print("stdout", new Uint8Array(2 * KEPT_LIMIT));
  one.print("stdout", new Uint8Array(1));
  one.flush();
  assert.deepEqual(sent, [["stdout", KEPT_LIMIT + 1]]);
});
