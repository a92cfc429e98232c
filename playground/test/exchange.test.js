import assert from "node:assert/strict";
import { test } from "node:test";

import { timings } from "../src/exchange.js";

test("a receipt is read off Server-Timing: times, and what is counted, without metrics that say no number", () => {
  const header = 'instantiate;dur=0.533, cpu;desc="CPU";dur=1.6, memory;desc="memory 65536 bytes", fuel;desc="fuel 7", cache;desc=hit';
  assert.deepEqual(timings(header), [
    { name: "instantiate", milliseconds: 0.533 },
    { name: "cpu", milliseconds: 1.6 },
    { name: "memory", amount: 65536 },
    { name: "fuel", amount: 7 },
  ]);
  assert.deepEqual(timings(null), []);
});
