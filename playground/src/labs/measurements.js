/** What a runner measured on its machine: now, or when the site was built. */

import { connect } from "../backend/index.js";
import { ASSETS } from "../backend/place.js";

/** @typedef {{samples: number, fastest_us: number, median_us: number, p90_us: number}} Times */

/** @typedef {{times: Times}} Start */

/** A round of a program natively, and as WebAssembly on the edge's engine. @typedef {{checksum: string, native: Times, wasm: Times}} Kernel */

/**
 * `date` is ISO 8601, `machine` a line for people; `missing` says in sentences why figures are left out.
 * @typedef {{date: string, machine: string, starts: Record<string, Start>, kernels: Record<string, Kernel>, missing: string[]}} Measurements
 */

/** A runner that has measured nothing lately takes about ten seconds. */
const WAIT_S = 30;

/** Those of the machine that built the site; null where it measured nothing. @param {AbortSignal} signal */
export function recorded(signal) {
  return get(`${ASSETS}measurements.json`, {}, signal);
}

/** Those of the page's runner; null where there is none, or it has none yet. @param {AbortSignal} signal */
export async function live(signal) {
  const { runner } = await connect();
  return runner === null ? null : get(`${runner}/api/measurements`, { Prefer: `wait=${WAIT_S}` }, signal);
}

/** @param {string} url @param {Record<string, string>} headers @param {AbortSignal} signal @returns {Promise<Measurements | null>} */
async function get(url, headers, signal) {
  try {
    const response = await fetch(url, { headers, signal });
    return response.status === 200 ? await response.json() : null;
  } catch (error) {
    if (error instanceof TypeError) return null; // there is no network
    throw error;
  }
}
