/** What the learner wants a project's deployment to be, kept in the browser with the project. Secrets are kept nowhere. */

import { load, save } from "../../storage.js";

/** @import {Deployment, Wishes} from "../../deployment/calls.js" */
/** @import {Project} from "../../project.js" */

/**
 * `fetching` tells whether `fetch`, the servers, are wanted at all. `ttl` is in seconds, null for what the runner gives.
 * @typedef {{kv: boolean, fetching: boolean, fetch: string[], ttl: number | null}} Chosen
 */

/** @param {Project} project @returns {Chosen} */
export function chosenFor({ original }) {
  const { kv = false, fetch = [] } = original.grants ?? {};
  const kept = load(placeOf(original.key));
  return fits(kept) ? kept : { kv, fetching: fetch.length > 0, fetch, ttl: null };
}

/** @param {Project} project @param {Chosen} chosen */
export function keepChosen({ original }, chosen) {
  save(placeOf(original.key), chosen);
}

/** As the runner is asked for it. @param {Chosen} chosen @param {Record<string, string | null>} secrets @returns {Wishes} */
export function wishesOf({ kv, fetching, fetch, ttl }, secrets) {
  const wishes = { grants: { kv, fetch: fetching ? fetch : [] }, secrets };
  return ttl === null ? wishes : { ...wishes, ttl };
}

/** Whether the deployment may do something else than what is wanted. @param {Chosen} chosen @param {Deployment} deployment */
export function differs({ kv, fetching, fetch }, { grants }) {
  const wanted = fetching ? [...fetch].sort() : [];
  return kv !== grants.kv || wanted.join("\n") !== [...grants.fetch].sort().join("\n");
}

/** @param {any} kept @returns {kept is Chosen} */
function fits(kept) {
  if (typeof kept !== "object" || kept === null || !Array.isArray(kept.fetch)) return false;
  const hosts = kept.fetch.every((/** @type {unknown} */ host) => typeof host === "string");
  return hosts && typeof kept.kv === "boolean" && typeof kept.fetching === "boolean" && (kept.ttl === null || Number.isInteger(kept.ttl));
}

/** @param {string} key */
function placeOf(key) {
  return `permissions:${key}`;
}
