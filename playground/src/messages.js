/**
 * Every message between the page, the frame and the frame's worker.
 *
 * The page holds no running program and the frame holds no secret: the page posts a Command to the frame over one
 * MessagePort, the frame starts a worker for each run and passes its Report on. What arrives from the frame may have
 * been forged by the program that runs there, so the page checks it with `isReport`.
 */

/** Bytes of output that are shown for one run; a program may go on printing, unseen. */
export const OUTPUT_LIMIT = 2 ** 20;

/** @typedef {"wasi" | "python"} Runtime */
/** @typedef {"stdout" | "stderr"} Stream */

/**
 * What to run. `args` leaves out the program's own name. `ended` tells that no input follows `stdin`.
 * @typedef {{args: string[], env: Record<string, string>, stdin: string, ended: boolean}} Invocation
 */

/** @typedef {{runtime: "wasi", module: ArrayBuffer} | {runtime: "python", files: Record<string, string>}} Program */

/**
 * Page to frame.
 * @typedef {{type: "prepare", runtime: Runtime}} Prepare  Get the runtime ready before it is needed.
 * @typedef {{type: "run", run: number, program: Program, invocation: Invocation}} Run
 * @typedef {{type: "input", run: number, text: string}} Input  Text typed on standard input.
 * @typedef {{type: "end-input", run: number}} EndInput
 * @typedef {{type: "stop", run: number}} Stop
 * @typedef {Prepare | Run | Input | EndInput | Stop} Command
 */

/**
 * How a run ended. A trap's `message` is the engine's own; `crashed` is a runtime that could not even start or go on.
 * @typedef {{how: "exited", code: number} | {how: "trapped", message: string} | {how: "crashed", message: string}} Ending
 */

/**
 * Frame to page. `typed` tells that input can be typed while a program runs.
 * @typedef {{type: "ready", typed: boolean}} Ready
 * @typedef {{type: "started", run: number}} Started
 * @typedef {{type: "output", run: number, stream: Stream, bytes: Uint8Array}} Output
 * @typedef {{type: "waiting", run: number}} Waiting  The program reads standard input and there is none.
 * @typedef {{type: "ended", run: number, ending: Ending, milliseconds: number}} Ended  It ended by itself.
 * @typedef {{type: "stopped", run: number}} Stopped  It ended because of a Stop.
 * @typedef {Ready | Started | Output | Waiting | Ended | Stopped} Report
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
 * @typedef {{type: "start", program: Program, invocation: Invocation, input: InputWay}} Start
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
 *   | {type: "ended", ending: Ending, milliseconds: number}} WorkerReport
 */

/** @param {unknown} value @returns {value is Record<string, unknown>} */
function isRecord(value) {
  return typeof value === "object" && value !== null;
}

/** @param {unknown} value @returns {value is Ending} */
function isEnding(value) {
  if (!isRecord(value)) return false;
  if (value.how === "exited") return Number.isInteger(value.code);
  return (value.how === "trapped" || value.how === "crashed") && typeof value.message === "string";
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
    case "ended":
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
  if (value.type === "stopped") return true;
  return value.type !== "loaded" && isWorkerReport(value);
}
