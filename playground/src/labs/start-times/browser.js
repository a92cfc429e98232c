/** What it costs to start things in this browser. */

import { PLAYGROUND } from "../../backend/place.js";
import { spreadOf } from "../spread.js";

/** @import {Spread} from "../spread.js" */

const WORKERS = 15;

/** Microseconds for an instance of the module, once it is compiled. @param {ArrayBuffer} module @param {AbortSignal} signal */
export async function measureInstances(module, signal) {
  const worker = new Worker(`${PLAYGROUND}labs/instances-worker.js`);
  try {
    worker.postMessage(module);
    return /** @type {Spread} */ (await answer(worker, signal));
  } finally {
    worker.terminate();
  }
}

/** Microseconds from asking for a worker to its first message: a thread, and an isolate in it. @param {AbortSignal} signal */
export async function measureWorkers(signal) {
  const script = URL.createObjectURL(new Blob(["postMessage(0)"], { type: "text/javascript" }));
  try {
    const times = [];
    for (let i = 0; i < WORKERS; i++) times.push(1000 * (await startWorker(script, signal)));
    return spreadOf(times);
  } finally {
    URL.revokeObjectURL(script);
  }
}

/** Milliseconds. @param {string} script @param {AbortSignal} signal */
async function startWorker(script, signal) {
  const began = performance.now();
  const worker = new Worker(script);
  try {
    await answer(worker, signal);
    return performance.now() - began;
  } finally {
    worker.terminate();
  }
}

/** The worker's first message. @param {Worker} worker @param {AbortSignal} signal @returns {Promise<unknown>} */
function answer(worker, signal) {
  return new Promise((resolve, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
    worker.onmessage = ({ data }) => resolve(data);
    worker.onerror = ({ message }) => reject(new Error(message || "The worker did not start."));
  });
}
