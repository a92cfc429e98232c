/** Puts a build on the edge. A project that is there already is swapped in place, with the token kept from last time. */

import { ApiError } from "./http.js";
import { forget, load, save } from "./storage.js";

/** @import {Deployment, DeploymentCalls, Wishes} from "./deployment/calls.js" */

/** The name is free again, or was never ours: what the runner says to an expired, removed or foreign one. */
const LOST = new Set([401, 404, 410]);

/** What makes a deployment this browser's. @typedef {{name: string, token: string}} Owned */

/**
 * @param {DeploymentCalls} calls
 * @param {string} key  The project's.
 * @param {Wishes & {build: string}} wishes
 * @param {AbortSignal} signal
 * @returns {Promise<Deployment>}
 */
export async function deploy(calls, key, wishes, signal) {
  const known = ownedOf(key, calls.runner);
  if (known !== null) {
    try {
      return await calls.swap(known.name, known.token, wishes, signal);
    } catch (error) {
      if (!(error instanceof ApiError && LOST.has(error.status))) throw error;
      disown(key);
    }
  }
  const deployment = await calls.create(wishes, signal);
  save(placeOf(key), { name: deployment.name, token: deployment.token, runner: calls.runner });
  return deployment;
}

/** A token goes to the runner that gave it, and to no other that the page's address names. @param {string} key @param {string} runner @returns {Owned | null} */
export function ownedOf(key, runner) {
  const known = load(placeOf(key));
  if (typeof known?.name !== "string" || typeof known?.token !== "string" || (known.runner ?? "") !== runner) return null;
  return { name: known.name, token: known.token };
}

/** @param {string} key */
export function disown(key) {
  forget(placeOf(key));
}

/** @param {string} key */
function placeOf(key) {
  return `deployment:${key}`;
}
