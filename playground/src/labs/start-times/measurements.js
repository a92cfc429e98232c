/** What the runner measured: asked of it, or recorded when the site was built. */

import { connect } from "../../backend/index.js";
import { ASSETS } from "../../backend/place.js";

/** `how` says what was started, from where to where. @typedef {{how: string, times: {samples: number, median_us: number, p90_us: number}}} Start */

/** `date` is ISO 8601, `machine` a line for people. @typedef {{date: string, machine: string, starts: Record<string, Start>}} Measurements */

/** `live` tells that a runner answered just now. @typedef {{measurements: Measurements, live: boolean}} Found */

/** Null where there is neither. @param {AbortSignal} signal @returns {Promise<Found | null>} */
export async function loadMeasurements(signal) {
  const { runner } = await connect();
  const live = runner === null ? null : await get(`${runner}/api/measurements`, signal);
  if (live !== null) return { measurements: live, live: true };
  const recorded = await get(`${ASSETS}measurements.json`, signal);
  return recorded && { measurements: recorded, live: false };
}

/** @param {string} url @param {AbortSignal} signal @returns {Promise<Measurements | null>} */
async function get(url, signal) {
  try {
    const response = await fetch(url, { signal });
    return response.ok ? await response.json() : null;
  } catch (error) {
    if (error instanceof TypeError) return null; // there is no network
    throw error;
  }
}
