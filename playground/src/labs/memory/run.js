/** Builds an instrumented program and has it recorded in a worker, which is ended if it takes too long. */

import { connect } from "../../backend/index.js";
import { sourceOf } from "../source.js";
import { PLAYGROUND } from "../../backend/place.js";
import { instrument } from "./instrument.js";
import { projectOf } from "./programs.js";

/** @import {Diagnostic} from "../../api.js" */
/** @import {Instrumented} from "./instrument.js" */
/** @import {Recording} from "./recording.js" */

/** @typedef {{program: Instrumented, recording: Recording, module: ArrayBuffer}} Recorded */

const MAX_MS = 20_000;

/** Why there is nothing to show. `diagnostics` is empty unless the source is to blame. */
export class NotRecorded extends Error {
  /** @param {string} message @param {Diagnostic[]} [diagnostics] */
  constructor(message, diagnostics = []) {
    super(message);
    this.diagnostics = diagnostics;
  }
}

/** Rejects with NotRecorded, or when the signal says so. @param {string} source @param {string[]} args
 * @param {AbortSignal} signal @returns {Promise<Recorded>} */
export async function record(source, args, signal) {
  const program = instrument(source);
  const module = await built(program, signal);
  signal.throwIfAborted();
  return { program, module, recording: await recorded(module, args, signal) };
}

/** @param {Instrumented} program @param {AbortSignal} signal */
async function built(program, signal) {
  const backend = await connect();
  const build = await backend.build(await sourceOf(projectOf(program.text)), "debug", signal, () => {});
  if (build.status !== "succeeded") {
    throw new NotRecorded("It does not compile.", build.diagnostics.filter(({ severity }) => severity === "error"));
  }
  return backend.artifact(build, signal);
}

/** @param {ArrayBuffer} module @param {string[]} args @param {AbortSignal} signal @returns {Promise<Recording>} */
async function recorded(module, args, signal) {
  const worker = new Worker(new URL("labs/memory-worker.js", PLAYGROUND));
  const seconds = MAX_MS / 1000;
  try {
    return await new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      setTimeout(() => reject(new NotRecorded(`It did not end within ${seconds} seconds, and was stopped.`)), MAX_MS);
      worker.onerror = ({ message }) => reject(new NotRecorded(message));
      worker.onmessage = ({ data }) => resolve(data);
      worker.postMessage({ module, args });
    });
  } finally {
    worker.terminate();
  }
}
