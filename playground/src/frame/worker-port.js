/** What both kinds of worker say to the frame. */

import { OUTPUT_LIMIT } from "../messages.js";
import { GivenInput, InputReader } from "./input.js";

/** @import {Ending, Start, Stream, WorkerReport} from "../messages.js" */

/** @param {WorkerReport} report */
export function report(report) {
  self.postMessage(report);
}

let room = OUTPUT_LIMIT + 1;

/** Passes output on until one byte more than the limit, which tells the page that there was more. @param {Stream} stream @param {Uint8Array} bytes */
export function output(stream, bytes) {
  const shown = bytes.slice(0, room);
  room -= shown.length;
  if (shown.length > 0) report({ type: "output", stream, bytes: shown });
}

/** @param {Start} start */
export function openInput({ input, invocation }) {
  return input === null ? new GivenInput(invocation.stdin) : new InputReader(input, () => report({ type: "waiting" }));
}

/** Runs `main` and reports how long it took and how it ended. @param {() => Ending} main */
export function runToEnd(main) {
  report({ type: "started" });
  const began = performance.now();
  const ending = main();
  report({ type: "ended", ending, milliseconds: performance.now() - began });
}

/** @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
