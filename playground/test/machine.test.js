import assert from "node:assert/strict";
import { test } from "node:test";

import { IDLE, next } from "../src/machine.js";

/** @import {Event} from "../src/machine.js" */

/** @param {Event[]} events */
const after = (...events) => events.reduce(next, IDLE);

/** @type {Event} */
const run = { type: "build", purpose: "run" };
/** @type {Event} */
const deploy = { type: "build", purpose: "deploy" };

test("a run is built, loaded, started and done", () => {
  assert.deepEqual(after(run), { at: "building", purpose: "run", position: null, wait: null, fetching: null });
  assert.deepEqual(after(run, { type: "built" }), { at: "loading" });
  assert.deepEqual(after(run, { type: "built" }, { type: "started" }), { at: "running", waiting: false });
  assert.deepEqual(after(run, { type: "built" }, { type: "started" }, { type: "done" }), IDLE);
});

test("a deployment is built and then deployed", () => {
  assert.deepEqual(after(deploy, { type: "built" }), { at: "deploying" });
});

test("what is fetched of the compiler is known until the build begins", () => {
  const fetching = after(run, { type: "fetching", done: 1, total: 4 });
  assert.deepEqual(fetching, { at: "building", purpose: "run", position: null, wait: null, fetching: { done: 1, total: 4 } });
  assert.deepEqual(next(fetching, { type: "queued", position: null, wait: null }), after(run));
});

test("the place in the queue is known while the build waits", () => {
  assert.deepEqual(after(run, { type: "queued", position: 3, wait: 2 }), { at: "building", purpose: "run", position: 3, wait: 2, fetching: null });
});

test("a program waits for input until some is typed", () => {
  const running = [run, { type: "built" }, { type: "started" }, { type: "waiting" }];
  assert.deepEqual(after(.../** @type {Event[]} */ (running)), { at: "running", waiting: true });
  assert.deepEqual(after(.../** @type {Event[]} */ (running), { type: "input" }), { at: "running", waiting: false });
});

test("stop leads from everywhere to idle, and nothing late leads away from there", () => {
  /** @type {Event[][]} */
  const paths = [[], [run], [run, { type: "built" }], [run, { type: "built" }, { type: "started" }], [deploy, { type: "built" }]];
  for (const path of paths) {
    assert.deepEqual(after(...path, { type: "stop" }), IDLE);
    assert.deepEqual(after(...path, { type: "stop" }, { type: "built" }, { type: "started" }, { type: "waiting" }), IDLE);
  }
});

test("one task at a time", () => {
  assert.deepEqual(after(run, deploy), after(run));
});
