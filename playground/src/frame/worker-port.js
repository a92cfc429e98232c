/** What both kinds of worker say to the frame. */

import { GivenInput, MessageInput, SharedInput } from "./input.js";
import { Printer } from "./printer.js";

/** @import {Ending, Start, Stream, WorkerReport} from "../messages.js" */

/** @param {WorkerReport} report */
export function report(report) {
  self.postMessage(report);
}

const printer = new Printer((stream, bytes) => report({ type: "output", stream, bytes }));

/** @param {Stream} stream @param {Uint8Array} bytes */
export function output(stream, bytes) {
  printer.print(stream, bytes);
}

/** To be called before the program waits: what was printed must be seen. */
export function flush() {
  printer.flush();
}

/** @param {Start} start */
export function openInput({ input, invocation }) {
  const ask = () => {
    flush();
    report({ type: "waiting" });
  };
  if (input === null) return new GivenInput(invocation.stdin);
  return input === "messages" ? new MessageInput(ask) : new SharedInput(input, ask);
}

/**
 * Runs `main` and reports how long it took and how it ended. `before` comes before that report.
 * @param {() => Ending | Promise<Ending>} main
 * @param {() => number} memory  Its bytes; no memory of WebAssembly shrinks, so at the end it is the most there was.
 * @param {() => void} [before]
 */
export async function runToEnd(main, memory, before = () => {}) {
  report({ type: "started" });
  const began = performance.now();
  const ending = await main();
  const milliseconds = performance.now() - began;
  flush();
  before();
  report({ type: "ended", ending, milliseconds, memory: memory() });
}

/** Something kept the program from running. @param {unknown} error */
export function crashed(error) {
  report({ type: "ended", ending: { how: "crashed", message: messageOf(error) }, milliseconds: 0 });
}

/** @param {unknown} error */
export function messageOf(error) {
  return error instanceof Error ? error.message : String(error);
}
