import assert from "node:assert/strict";
import { test } from "node:test";

import { Outbox } from "../src/frame/outbox.js";
import { KEPT_LIMIT } from "../src/messages.js";

/** An outbox, and what it has sent as [stream, text]. */
function outbox() {
  /** @type {[string, string][]} */
  const sent = [];
  return { sent, box: new Outbox((stream, bytes) => sent.push([stream, new TextDecoder().decode(bytes)])) };
}

/** @param {string} text */
const bytes = (text) => new TextEncoder().encode(text);

test("what is printed in a row leaves together, the streams in their order", () => {
  const { sent, box } = outbox();
  box.add("stdout", bytes("a"));
  box.add("stdout", bytes("b"));
  box.add("stderr", bytes("c"));
  box.add("stdout", bytes("d"));
  box.flush();
  assert.deepEqual(sent, [["stdout", "ab"], ["stderr", "c"], ["stdout", "d"]]);
});

test("output leaves by itself", async () => {
  const text = await new Promise((resolve) => {
    const box = new Outbox((_stream, sent) => resolve(new TextDecoder().decode(sent)));
    box.add("stdout", bytes("a"));
  });
  assert.equal(text, "a");
});

test("one byte more than the limit leaves, and no other", () => {
  const { sent, box } = outbox();
  box.add("stdout", new Uint8Array(KEPT_LIMIT - 1));
  box.add("stdout", bytes("abc"));
  box.add("stdout", bytes("d"));
  box.flush();
  assert.equal(sent[0]?.[1].length, KEPT_LIMIT + 1);
});
