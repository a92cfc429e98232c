/** Times calls, and nothing else: of each kind, batches so long that the browser's clock can tell their time. */

import { bytes } from "./calls.wat";

/**
 * @typedef {"none" | "direct" | "indirect" | "host" | "entry" | "script"} Kind
 *   A step without a call; the three calls of calls.wat; a call from JavaScript into the module; one between JavaScript functions.
 * @typedef {{tick_ms: number}} Clock  The smallest step that the clock was seen to take.
 * @typedef {{kind: Kind, calls: number, each_ns: number[]}} Timed  `calls` in a batch; for each batch, what a call took.
 */

const BATCHES = 25;
const WARM_UP = 30;
const FIRST_CALLS = 20_000;
const SHORTEST_MS = 5;
const TICKS = 50;
const TRIES = 3;

/** @param {number} x */
function step(x) {
  return (((x << 5) | (x >>> 27)) + 0x9e3779b9) | 0;
}

/** The loop of calls.wat in JavaScript. Each kind of call has its own, so that the engine compiles each for what it calls. */
const loops = {
  /** @param {number} times */
  script(times) {
    let x = 0;
    for (; times > 0; times--) x = step(x);
    return x;
  },

  /** @param {number} times @param {(x: number) => number} stepOfModule */
  entry(times, stepOfModule) {
    let x = 0;
    for (; times > 0; times--) x = stepOfModule(x);
    return x;
  },
};

self.onmessage = () => {
  const { exports } = new WebAssembly.Instance(new WebAssembly.Module(bytes), { host: { step } });
  const module = /** @type {Record<"none" | "direct" | "indirect" | "host" | "step", (n: number) => number>} */ (exports);
  const tick_ms = tick();
  self.postMessage({ tick_ms });
  /** @type {[Kind, (times: number) => number][]} */
  const kinds = [
    ["none", module.none],
    ["direct", module.direct],
    ["indirect", module.indirect],
    ["host", module.host],
    ["entry", (times) => loops.entry(times, module.step)],
    ["script", loops.script],
  ];
  measure(kinds, Math.max(SHORTEST_MS, tick_ms * TICKS));
  self.postMessage("done");
};

/**
 * One batch of each kind after the other, over and over, so that what else the machine does meanwhile meets all alike.
 * @param {[Kind, (times: number) => number][]} kinds @param {number} shortest_ms
 */
function measure(kinds, shortest_ms) {
  const timed = kinds.map(([kind, run]) => ({ kind, run, calls: batchOf(run, shortest_ms), each_ns: /** @type {number[]} */ ([]) }));
  for (let batch = 0; batch < BATCHES; batch++) {
    for (const { run, calls, each_ns } of timed) each_ns.push((milliseconds(run, calls) * 1e6) / calls);
  }
  for (const { kind, calls, each_ns } of timed) self.postMessage({ kind, calls, each_ns });
}

/** How many calls the clock can tell the time of, once the engine has compiled them well. @param {(times: number) => number} run @param {number} shortest_ms */
function batchOf(run, shortest_ms) {
  for (let i = 0; i < WARM_UP; i++) run(FIRST_CALLS);
  let calls = FIRST_CALLS;
  while (quickest(run, calls) < shortest_ms) calls *= 2;
  return calls;
}

/** A batch that the machine interrupts seems longer than it is. @param {(times: number) => number} run @param {number} calls */
function quickest(run, calls) {
  return Math.min(...Array.from({ length: TRIES }, () => milliseconds(run, calls)));
}

/** @param {(times: number) => number} run @param {number} calls */
function milliseconds(run, calls) {
  const began = performance.now();
  run(calls);
  return performance.now() - began;
}

/** The smallest step of the clock, of some. */
function tick() {
  const steps = [];
  for (let last = performance.now(); steps.length < 10; ) {
    const now = performance.now();
    if (now > last) steps.push(now - last);
    last = now;
  }
  return Math.min(...steps);
}
