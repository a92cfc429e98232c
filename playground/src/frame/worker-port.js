/** What both kinds of worker say to the frame. */

import { OUTPUT_LIMIT } from "../messages.js";
import { GivenInput, MessageInput, SharedInput } from "./input.js";

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
  const ask = () => report({ type: "waiting" });
  if (input === null) return new GivenInput(invocation.stdin);
  return input === "messages" ? new MessageInput(ask) : new SharedInput(input, ask);
}

/** Runs `main` and reports how long it took and how it ended. @param {() => Ending | Promise<Ending>} main */
export async function runToEnd(main) {
  report({ type: "started" });
  const began = performance.now();
  const ending = await main();
  report({ type: "ended", ending, milliseconds: performance.now() - began });
}

/** Something kept the program from running. @param {unknown} error */
export function crashed(error) {
  report({ type: "ended", ending: { how: "crashed", message: messageOf(error) }, milliseconds: 0 });
}

/** @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
