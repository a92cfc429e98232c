/** How a build and a run go, and how they end. */

import { duration } from "./measures.js";
import { RUN_KEY, megabytes } from "../shared.js";

export const running = {
  ready: "Ready.",
  readyWithKeys: `Ready. ${RUN_KEY} builds and runs.`,
  building: "Building…",
  queued: (/** @type {number} */ position, /** @type {number | null} */ wait) => {
    const place = position === 1 ? "Next in the queue" : `Waiting: number ${position} in the queue`;
    return wait === null || wait < 1 ? `${place}…` : `${place}, about ${Math.round(wait)} s…`;
  },
  fetching: (/** @type {number} */ done, /** @type {number} */ total) =>
    `Fetching the compiler: ${megabytes(done)} of ${megabytes(total)} MB, once`,
  loading: "Starting…",
  running: "Running…",
  waiting: "The program waits for your input.",
  deploying: "Putting it on the edge…",
  stopped: "Stopped.",
  stoppedBuild: "Stopped. The runner still finishes the build if others wait for it, but nothing will be run or deployed.",
  stoppedDeploy: "Stopped. The program may already be on the edge.",

  finished: (/** @type {number} */ ms) => `Finished in ${duration(ms)}, exit code 0.`,
  exited: (/** @type {number} */ code, /** @type {number} */ ms) =>
    `Ended with exit code ${code} after ${duration(ms)}. A code other than 0 reports a failure.`,
  peakMemory: (/** @type {number} */ bytes) => `It had ${(bytes / 2 ** 20).toFixed(1)} MiB of memory.`,
  goTo: (/** @type {string} */ file, /** @type {number} */ line) => `Go to ${file}, line ${line}`,
  trapped: (/** @type {string} */ message) => `Stopped by a trap: ${message}.`,
  noReason: "its worker gave no reason.",
  crashed: (/** @type {string} */ message) => `The program could not run: ${message}`,
  traps: {
    unreachable: (/** @type {number} */ code) =>
      `Aborted (exit code ${code}): the program panicked, failed a check, or reached code that must never run.`,
    memory: "Trapped: the program read or wrote outside its memory.",
    division: "Trapped: the program divided a whole number by zero.",
    overflow: "Trapped: a number was too large for its type.",
    stack: "Trapped: calls were nested too deeply. Does a function call itself without end?",
    call: "Trapped: the program called something that is not a function of the right type.",
    allocation: "Trapped: the program ran out of memory.",
  },
  stderr: "Standard error: ",
  truncated: (/** @type {number} */ limit, /** @type {boolean} */ lost) =>
    `The output passed ${limit / 2 ** 20} MiB. ${lost ? "What came after is lost." : "What came after is not shown."}`,
  showAnyway: "Show anyway",
};
