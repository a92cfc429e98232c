/** Runs one program in a worker of its own, which ends with it. */

import { PLAYGROUND } from "../../backend/place.js";
import { isWorkerReport } from "../../messages.js";
import { strings } from "../../strings.js";

/** @import {Ending, Start} from "../../messages.js" */

/** @typedef {Ending | {how: "limit"} | {how: "stopped"}} RunEnding */

/** How long a program may run, in milliseconds. */
export const LIMIT_MS = 2000;

/**
 * @param {ArrayBuffer} module
 * @param {AbortSignal} stop
 * @param {(text: string) => void} print
 * @param {number} [limit]  In milliseconds.
 * @returns {Promise<RunEnding>}
 */
export async function run(module, stop, print, limit = LIMIT_MS) {
  const worker = new Worker(`${PLAYGROUND}frame/wasi-worker.js`);
  try {
    return await ended(worker, module, stop, print, limit);
  } finally {
    worker.terminate();
  }
}

/**
 * @param {Worker} worker
 * @param {ArrayBuffer} module
 * @param {AbortSignal} stop
 * @param {(text: string) => void} print
 * @param {number} limit
 * @returns {Promise<RunEnding>}
 */
function ended(worker, module, stop, print, limit) {
  const decoder = new TextDecoder();
  return new Promise((resolve) => {
    stop.addEventListener("abort", () => resolve({ how: "stopped" }), { once: true });
    worker.onerror = ({ message }) => resolve({ how: "crashed", message: message || "its worker did not start" });
    worker.onmessage = ({ data }) => {
      if (!isWorkerReport(data)) return;
      if (data.type === "started") setTimeout(() => resolve({ how: "limit" }), limit);
      if (data.type === "output") print(decoder.decode(data.bytes, { stream: true }));
      if (data.type === "ended") resolve(data.ending);
    };
    /** @type {Start} */
    const start = {
      type: "start",
      program: { runtime: "wasi", module },
      invocation: { args: [], env: {}, stdin: "", ended: true },
      input: null,
      wanted: null,
      words: strings.packages.words,
    };
    worker.postMessage(start, [module]);
  });
}
