/**
 * Every message between the page, the frame and the frame's worker.
 *
 * The page holds no running program and the frame holds no secret: the page posts a Command to the frame over one
 * MessagePort, the frame starts a worker for each run and passes its Report on. What arrives from the frame may have
 * been forged by the program that runs there, so the page checks it with `isReport`.
 */

/** Bytes of output that are shown for one run, until the reader asks for more. */
export const OUTPUT_LIMIT = 2 ** 20;

/** Bytes of a program's memory that are handed over after one run at most. */
export const MEMORY_LIMIT = 16 * 2 ** 20;

/** Bytes of output that are kept for one run; a program may go on printing, unseen. */
export const KEPT_LIMIT = 16 * OUTPUT_LIMIT;

/** @typedef {"wasi" | "python"} Runtime */
/** @typedef {"stdout" | "stderr"} Stream */

/**
 * What to run. `args` leaves out the program's own name. `ended` tells that no input follows `stdin`.
 * @typedef {{args: string[], env: Record<string, string>, stdin: string, ended: boolean}} Invocation
 */

/**
 * What is wanted of a run of WebAssembly besides its output: its memory as it was at the end, up to MEMORY_LIMIT. `call`
 * is an export to call in place of the program's start; a value is written as JavaScript writes numbers.
 * @typedef {{call: Call | null}} Wanted
 * @typedef {{name: string, args: {type: string, text: string}[]}} Call
 */

/**
 * What a program is told in the reader's language: that it may not fetch here, that there is no key-value store, and that
 * a package was not asked for, whose name goes where NAME stands.
 * @typedef {{noFetch: string, noStore: string, notAsked: string, endless: string}} Words
 */

/** `packages` are the files of wheels. @typedef {{runtime: "wasi", module: ArrayBuffer} | {runtime: "python", files: Record<string, string | Uint8Array>, packages?: string[]}} Program */

/**
 * Page to frame.
 * @typedef {{type: "prepare", runtime: Runtime}} Prepare  Get the runtime ready before it is needed.
 * @typedef {{type: "run", run: number, program: Program, invocation: Invocation, wanted: Wanted | null, words: Words}} Run
 * @typedef {{type: "input", run: number, text: string}} Input  Text typed on standard input.
 * @typedef {{type: "end-input", run: number}} EndInput
 * @typedef {{type: "stop", run: number}} Stop
 * @typedef {Prepare | Run | Input | EndInput | Stop} Command
 */

/**
 * How a run ended. A trap's `message` is the engine's own, and so is its `stack`; `crashed` is a runtime that could not even start or go on.
 * @typedef {{how: "exited", code: number} | {how: "trapped", message: string, stack?: string} | {how: "crashed", message: string}} Ending
 */

/**
 * Frame to page. `typed` tells that input can be typed while a program runs.
 * @typedef {{type: "ready", typed: boolean}} Ready
 * @typedef {{type: "started", run: number}} Started
 * @typedef {{type: "output", run: number, stream: Stream, bytes: Uint8Array}} Output
 * @typedef {{type: "waiting", run: number}} Waiting  The program reads standard input and there is none.
 * @typedef {Inspection & {type: "inspected", run: number}} Inspected  What was wanted of it, just before it ended.
 * @typedef {{type: "ended", run: number, ending: Ending, milliseconds: number, memory?: number}} Ended  It ended by itself;
 *   `memory` is the most that it had, in bytes.
 * @typedef {{type: "stopped", run: number, at: number}} Stopped  It ended because of a Stop; `at` is in ms since 1970.
 * @typedef {Ready | Started | Output | Waiting | Inspected | Ended | Stopped} Report
 */

/**
 * A program's memory after its run: its first `bytes`, and its `size`, which may be more. `growth` has its size in bytes by
 * the milliseconds since the start, as far as it was noticed: whenever the program called its host. `values` is what the
 * called export returned.
 * @typedef {{bytes: Uint8Array, size: number, growth: [milliseconds: number, size: number][], values: string[] | null}} Inspection
 */

/**
 * How a worker that reads gets input: from shared memory; by a message while it is suspended; or not at all, and
 * `invocation.stdin` is all the input there is.
 * @typedef {SharedArrayBuffer | "messages" | null} InputWay
 */

/**
 * Pyodide's files. `snapshot` is the memory of a Python that has just started.
 * @typedef {{module: WebAssembly.Module, stdlib: ArrayBuffer, lock: string, snapshot: ArrayBuffer | null}} PythonFiles
 */

/**
 * Frame to worker, once.
 * @typedef {{type: "start", program: Program, packages?: ArrayBuffer[], invocation: Invocation, input: InputWay, wanted: Wanted | null, words: Words}} Start
 * Frame to a Python worker, before any `start`.
 * @typedef {{type: "load", files: PythonFiles}} Load
 * Frame to a worker that waits for a message with input: some bytes, or none at the end of it.
 * @typedef {{type: "input", bytes: Uint8Array}} Given
 */

/**
 * Over a second port, where the frame has no address to load from: the frame asks the page for one of its own files.
 * @typedef {{name: string}} FileRequest
 * @typedef {{name: string, bytes: ArrayBuffer | null}} FileAnswer
 */

/**
 * Worker to frame: a report that does not know its run.
 * @typedef {{type: "loaded"} | {type: "started"} | {type: "waiting"}
 *   | {type: "output", stream: Stream, bytes: Uint8Array}
 *   | Inspection & {type: "inspected"}
 *   | {type: "ended", ending: Ending, milliseconds: number, memory?: number}} WorkerReport
 */

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isRecord(value) {
  return typeof value === "object" && value !== null;
}

/** @param {unknown} value @returns {value is Ending} */
function isEnding(value) {
  if (!isRecord(value)) return false;
  if (value.how === "exited") return Number.isInteger(value.code);
  if (value.how !== "trapped" && value.how !== "crashed") return false;
  return typeof value.message === "string" && (value.stack === undefined || typeof value.stack === "string");
}

/** @param {unknown} value @returns {value is string[]} */
function isTexts(value) {
  return Array.isArray(value) && value.every((one) => typeof one === "string");
}

/** @param {Record<string, unknown>} value */
function isInspection({ bytes, size, growth, values }) {
  const grown = Array.isArray(growth) && growth.every((at) => Array.isArray(at) && at.length === 2 && at.every(Number.isFinite));
  const known = bytes instanceof Uint8Array && bytes.length <= MEMORY_LIMIT && typeof size === "number" && size >= bytes.length;
  return known && grown && (values === null || isTexts(values));
}

/** @param {unknown} value @returns {value is WorkerReport} */
export function isWorkerReport(value) {
  if (!isRecord(value)) return false;
  switch (value.type) {
    case "loaded":
    case "started":
    case "waiting":
      return true;
    case "output":
      return (value.stream === "stdout" || value.stream === "stderr") && value.bytes instanceof Uint8Array;
    case "inspected":
      return isInspection(value);
    case "ended":
      if (value.memory !== undefined && typeof value.memory !== "number") return false;
      return isEnding(value.ending) && typeof value.milliseconds === "number";
    default:
      return false;
  }
}

/** @param {unknown} value @returns {value is Report} */
export function isReport(value) {
  if (!isRecord(value)) return false;
  if (value.type === "ready") return typeof value.typed === "boolean";
  if (!Number.isInteger(value.run)) return false;
  if (value.type === "stopped") return Number.isFinite(value.at);
  return value.type !== "loaded" && isWorkerReport(value);
}
