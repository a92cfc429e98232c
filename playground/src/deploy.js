/** Puts a build on the edge. A project that is there already is swapped in place, with the token kept from last time. */

import { ApiError } from "./api.js";
import { forget, load, save } from "./storage.js";

/** @import {Api, Deployment} from "./api.js" */
/** @import {Original} from "./project.js" */

/** The name is free again, or was never ours: what the runner says to an expired, removed or foreign one. */
const LOST = new Set([401, 404, 410]);

/**
 * What was put there, and its own page.
 * @typedef {Deployment & {page: string}} Deployed
 */

/** @param {Api} api @param {Original} project @param {string} build @param {AbortSignal} signal @returns {Promise<Deployed>} */
export async function deploy(api, project, build, signal) {
  const key = `deployment:${project.key}`;
  const known = load(key);
  if (typeof known?.name === "string" && typeof known?.token === "string") {
    try {
      return withPage(api, await api.redeploy(known.name, known.token, build, signal));
    } catch (error) {
      if (!(error instanceof ApiError && LOST.has(error.status))) throw error;
      forget(key);
    }
  }
  const deployment = await api.deploy(build, project.grants, signal);
  save(key, { name: deployment.name, token: deployment.token });
  return withPage(api, deployment);
}

/** @param {Api} api @param {Deployment} deployment @returns {Deployed} */
function withPage(api, deployment) {
  return { ...deployment, page: api.pageOf(deployment.name) };
}
