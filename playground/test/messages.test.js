import assert from "node:assert/strict";
import { test } from "node:test";

import { MEMORY_LIMIT, isReport } from "../src/messages.js";

const LOOKED = { bytes: new Uint8Array(4), size: 65536, growth: [[0, 65536]], values: null };

test("the frame's reports are known", () => {
  const run = 1;
  for (const report of [
    { type: "ready", typed: true },
    { type: "started", run },
    { type: "waiting", run },
    { type: "stopped", run, at: 1 },
    { type: "output", run, stream: "stderr", bytes: new Uint8Array() },
    { ...LOOKED, type: "inspected", run },
    { ...LOOKED, type: "inspected", run, values: ["-1", "0.5"] },
    { type: "ended", run, ending: { how: "exited", code: 0 }, milliseconds: 1 },
    { type: "ended", run, ending: { how: "trapped", message: "unreachable" }, milliseconds: 1 },
  ]) {
    assert.ok(isReport(report), JSON.stringify(report));
  }
});

test("anything else is not", () => {
  const run = 1;
  for (const report of [
    null,
    "ready",
    {},
    { type: "ready" },
    { type: "started" },
    { type: "loaded", run },
    { type: "output", run, stream: "stdin", bytes: new Uint8Array() },
    { type: "output", run, stream: "stdout", bytes: "text" },
    { ...LOOKED, type: "inspected", run, bytes: new Uint8Array(MEMORY_LIMIT + 1), size: MEMORY_LIMIT + 1 },
    { ...LOOKED, type: "inspected", run, size: 3 },
    { ...LOOKED, type: "inspected", run, growth: [[0, "1"]] },
    { ...LOOKED, type: "inspected", run, values: [1] },
    { type: "ended", run, ending: { how: "exited", code: "0" }, milliseconds: 1 },
    { type: "ended", run, ending: null, milliseconds: 1 },
  ]) {
    assert.ok(!isReport(report), JSON.stringify(report));
  }
});
