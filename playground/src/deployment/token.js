/** The token of a deployment, which the browser that deployed it keeps, or somebody has given here. */

import { forget, loadAll, save } from "../storage.js";

/** Other runners have deployments of the same names; those are theirs. @param {string} name @returns {string | null} */
export function find(name) {
  const known = loadAll("deployment:").find((kept) => kept?.name === name && typeof kept?.token === "string" && !kept.runner);
  return known?.token ?? null;
}

/** @param {string} name @param {string} token */
export function keep(name, token) {
  save(keyOf(name), { name, token });
}

/** Forgets what was given here; what the playground keeps it forgets itself. @param {string} name */
export function drop(name) {
  forget(keyOf(name));
}

/** @param {string} name */
function keyOf(name) {
  return `deployment:page/${name}`;
}
