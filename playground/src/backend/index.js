/** What builds programs for this page, decided once. */

import { once } from "../once.js";
import { chooseRunner } from "./choice.js";
import { PLAYGROUND } from "./place.js";
import { RunnerBackend } from "./runner.js";

/** @import {Api, Build, Diagnostic, LanguageStatus, Project} from "../api.js" */
/** @import {Fetching} from "./compiler.js" */
/** @import {Sandbox} from "../sandbox.js" */

/**
 * `prebuilt` is the key of the artifact that the site may have of exactly these files.
 * @typedef {Project & {prebuilt?: string}} Source
 */

/**
 * How a build goes on: its place in the queue (null when it has begun) and the seconds it may wait there, or the compiler that has to be fetched first.
 * @typedef {{position: number | null, wait: number | null} | Fetching} Progress
 */

/**
 * @typedef {object} Backend
 * @property {string | null} runner  Where the runner is: "" on this site, null when there is none.
 * @property {Api | null} api  What takes a runner: to deploy and to share.
 * @property {Sandbox} sandbox  Where programs run.
 * @property {() => Promise<LanguageStatus[]>} languages
 * @property {(source: Source, profile: "debug" | "release", signal: AbortSignal,
 *   watch: (progress: Progress) => void) => Promise<Build>} build  Resolves to the ended build.
 * @property {(project: Project, editor: string, signal: AbortSignal) => Promise<Diagnostic[] | null>} check
 *   What a build would say of it; null where nobody can tell.
 * @property {(build: Build, signal: AbortSignal) => Promise<ArrayBuffer>} artifact
 * @property {(build: Build, signal: AbortSignal) => Promise<string>} text  The module as WebAssembly text.
 */

/** The same for everything on the page. */
export const connect = once(choose);

/** @returns {Promise<Backend>} */
async function choose() {
  const runner = await chooseRunner(location.search, visit(), site);
  if (runner !== null) return new RunnerBackend(runner);
  const { PageBackend } = await import("./page.js");
  return new PageBackend();
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
