import assert from "node:assert/strict";
import { test } from "node:test";

import { matches, optionsOf } from "../src/answer.js";

test("white space around an answer and at the ends of its lines does not count", () => {
  assert.ok(matches("7", "7\n"));
  assert.ok(matches(" 1\n4 ", "1 \r\n4\n\n"));
  assert.ok(!matches("1 4", "1\n4"));
  assert.ok(!matches("7", "77"));
  assert.ok(matches("", "\n"));
});

test("options are told apart by bars", () => {
  assert.deepEqual(optionsOf("3 | 7|a\\nb"), ["3", "7", "a\nb"]);
  assert.deepEqual(optionsOf(""), []);
  assert.deepEqual(optionsOf(null), []);
});
