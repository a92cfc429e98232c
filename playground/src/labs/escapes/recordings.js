/** What each attempt did as a native program, recorded in the sandbox when the site was built. */

import { ASSETS } from "../../backend/place.js";

/**
 * How a native program ended: `signal` is a name such as SIGSEGV, `limit` the limit of the sandbox that it hit
 * ("cpu", "wall", "memory", "output", "log"), each null where there was none.
 * @typedef {{stdout: string, stderr: string, exit_code: number | null, signal: string | null, limit: string | null}} Native
 */

/** How the same program ended on the edge; `message` is empty where it exited. @typedef {{exit_code: number | null, message: string}} Edge */

/** @typedef {{name: string, date: string, machine: {processor: string, cores: number, system: string}, native: Native, edge: Edge}} Recording */

const FOLDER = `${ASSETS}recordings/`;

/** By attempt; empty where the site was built without recordings. @returns {Promise<ReadonlyMap<string, Recording>>} */
export async function loadRecordings() {
  const response = await fetch(`${FOLDER}escapes.json`);
  if (!response.ok) return new Map();
  /** @type {{attempts: Recording[]}} */
  const { attempts } = await response.json();
  return new Map(attempts.map((recording) => [recording.name, recording]));
}

/** The program as WebAssembly. @param {string} attempt @param {AbortSignal} signal @returns {Promise<ArrayBuffer | null>} */
export async function loadModule(attempt, signal) {
  const response = await fetch(`${FOLDER}escapes/${attempt}.wasm`, { signal });
  return response.ok ? response.arrayBuffer() : null;
}
