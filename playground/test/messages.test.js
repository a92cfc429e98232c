import assert from "node:assert/strict";
import { test } from "node:test";

import { isReport } from "../src/messages.js";

test("the frame's reports are known", () => {
  const run = 1;
  for (const report of [
    { type: "ready", typed: true },
    { type: "started", run },
    { type: "waiting", run },
    { type: "stopped", run },
    { type: "output", run, stream: "stderr", bytes: new Uint8Array() },
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
    { type: "ended", run, ending: { how: "exited", code: "0" }, milliseconds: 1 },
    { type: "ended", run, ending: null, milliseconds: 1 },
  ]) {
    assert.ok(!isReport(report), JSON.stringify(report));
  }
});
