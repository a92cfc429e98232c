import assert from "node:assert/strict";
import { test } from "node:test";

import { timings } from "../src/exchange.js";

test("a receipt is read off Server-Timing, without the metrics that have no duration", () => {
  assert.deepEqual(timings('instantiate;dur=0.533, cpu;desc="CPU";dur=1.6, cache;desc=hit'), [["instantiate", 0.533], ["cpu", 1.6]]);
  assert.deepEqual(timings(null), []);
});
