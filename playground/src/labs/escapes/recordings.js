/** What each attempt did as a native program, recorded in the sandbox when the site was built. */

import { ASSETS } from "../../backend/place.js";

/**
 * How a native program ended: `signal` is a name such as SIGSEGV, `limit` the limit of the sandbox that it hit
 * ("cpu", "wall", "memory", "output", "log"), each null where there was none.
 * @typedef {{stdout: string, stderr: string, exit_code: number | null, signal: string | null, limit: string | null}} Native
 */

/** How the same program ended on the edge; `message` is empty where it exited. @typedef {{exit_code: number | null, message: string}} Edge */

/** @typedef {Native & {edge: Edge}} Recording */

/** `date` is ISO 8601, `machine` a line for people. @typedef {{date: string, machine: string, attempts: Record<string, Recording>}} Recordings */

const FOLDER = `${ASSETS}recordings/`;

/** Null where the site was built without recordings. @returns {Promise<Recordings | null>} */
export async function loadRecordings() {
  const response = await fetch(`${FOLDER}escapes.json`);
  return response.ok ? response.json() : null;
}

/** The program as WebAssembly. @param {string} attempt @param {AbortSignal} signal @returns {Promise<ArrayBuffer | null>} */
export async function loadModule(attempt, signal) {
  const response = await fetch(`${FOLDER}escapes/${attempt}.wasm`, { signal });
  return response.ok ? response.arrayBuffer() : null;
}
