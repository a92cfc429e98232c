/** What builds programs for this page, decided once. */

import { chooseRunner } from "./choice.js";
import { PLAYGROUND } from "./place.js";
import { RunnerBackend } from "./runner.js";

/** @import {Api, Build, LanguageStatus, Project} from "../api.js" */

/**
 * @typedef {object} Backend
 * @property {string | null} runner  Where the runner is: "" on this site, null when there is none.
 * @property {Api | null} api  What takes a runner: to deploy and to share.
 * @property {() => Promise<LanguageStatus[]>} languages
 * @property {(project: Project, profile: "debug" | "release", signal: AbortSignal,
 *   watch: (position: number | null) => void) => Promise<Build>} build
 *   Resolves to the ended build. `watch` hears its place in the queue, and null when it has begun.
 * @property {(build: Build, signal: AbortSignal) => Promise<ArrayBuffer>} artifact
 * @property {() => Promise<string>} frame  The address of the document in which programs run.
 */

/** @type {Promise<Backend> | null} */
let connecting = null;

/** The same for everything on the page. @returns {Promise<Backend>} */
export function connect() {
  connecting ??= choose();
  return connecting;
}

/** @returns {Promise<Backend>} */
async function choose() {
  const runner = await chooseRunner(location.search, visit(), site);
  return new RunnerBackend(runner ?? "");
}

/** A browser may refuse storage. */
function visit() {
  try {
    return sessionStorage;
  } catch {
    return null;
  }
}

/** What the site says about itself; nothing, where it does not. */
async function site() {
  const response = await fetch(`${PLAYGROUND}site.json`);
  return response.ok ? response.json() : null;
}
