/** The control API. Every method rejects with ApiError, or with an AbortError when its signal says so. */

import { fromBase64, toBase64 } from "./base64.js";
import { DeploymentCalls } from "./deployment/calls.js";
import { ApiError, Http } from "./http.js";

export { ApiError };

/**
 * @typedef {{severity: "error" | "warning" | "note", message: string, file: string | null, line: number | null,
 *   column: number | null, end_line: number | null, end_column: number | null, code: string | null, fixes: Fix[],
 *   spans: (Place & {label: string})[], notes: Note[], explanation: string | null}} Diagnostic
 *   Lines and columns start at 1; columns count UTF-16 code units.
 * @typedef {{file: string, line: number, column: number, end_line: number, end_column: number}} Place
 * @typedef {{message: string, edits: (Place & {text: string})[], certain: boolean}} Fix
 * @typedef {{kind: "note" | "help", message: string, file: string | null, line: number | null, column: number | null,
 *   end_line: number | null, end_column: number | null}} Note
 * @typedef {{id: string, status: "queued" | "building" | "succeeded" | "failed" | "cancelled", position: number | null,
 *   wait: number | null, diagnostics: Diagnostic[], log: string, artifact: {sha256: string, size: number, url: string} | null,
 *   timings: Record<string, number>, cached: boolean}} Build
 * @typedef {{language: string, files: Record<string, string>, binary?: Record<string, Uint8Array<ArrayBuffer>>}} Project
 *   `binary` has the files that are no text.
 * @typedef {{name: string, version: string | null, available: boolean, reason: string | null}} LanguageStatus
 * @typedef {{frame: string, edge: string, version: string, limits?: Record<string, number>}} Config
 */

/** Seconds that the answer to a build may be held back; most builds end within it. */
const WAIT_S = 2;

const ENDED = new Set(["succeeded", "failed", "cancelled"]);

export class Api {
  #http;

  /** @param {string} base  Where the runner is; the empty string is this site. */
  constructor(base) {
    this.#http = new Http(base);
    this.deployments = new DeploymentCalls(this.#http);
  }

  get #base() {
    return this.#http.base;
  }

  /** @returns {Promise<Config>} */
  config() {
    return this.#http.json("/api/config");
  }

  /** @returns {Promise<LanguageStatus[]>} */
  languages() {
    return this.#http.json("/api/languages");
  }

  /**
   * Resolves to the ended build. `watch` hears its place in the queue with the seconds that it may wait there, and null
   * when it has begun. Whoever aborts wants the build no longer, and says so. A cancelled build was another page's at the
   * same address that did; this one asks anew.
   * @param {Project & {profile: "debug" | "release"}} request
   * @param {AbortSignal} signal
   * @param {(position: number | null, wait: number | null) => void} watch
   * @returns {Promise<Build>}
   */
  async build(request, signal, watch) {
    for (;;) {
      let build = await this.#http.send("/api/builds", encoded(request), { headers: { Prefer: `wait=${WAIT_S}` }, signal });
      if (!ENDED.has(build.status)) {
        watch(build.position, build.wait);
        build = await this.#follow(build.id, signal, watch);
      }
      if (build.status !== "cancelled") return this.#linked(build);
    }
  }

  /** What a build would say, without one. `editor` tells who asks: of its questions only the newest is answered. @param {Project & {editor: string}} request @param {AbortSignal} signal @returns {Promise<Diagnostic[]>} */
  async check(request, signal) {
    return this.#linked(await this.#http.send("/api/check", encoded(request), { signal })).diagnostics;
  }

  /** The files that are written otherwise now, and why others could not be. @param {Project} project @returns {Promise<{files: Record<string, string>, diagnostics: Diagnostic[]}>} */
  async format(project) {
    return this.#linked(await this.#http.send("/api/format", project));
  }

  /** With links that lead to the runner from any page. @template {{diagnostics: Diagnostic[]}} Answer @param {Answer} answer @returns {Answer} */
  #linked(answer) {
    const diagnostics = answer.diagnostics.map((one) => ({ ...one, explanation: one.explanation && this.#base + one.explanation }));
    return { ...answer, diagnostics };
  }

  /** @param {string} id @param {AbortSignal} signal @param {(position: number | null, wait: number | null) => void} watch @returns {Promise<Build>} */
  #follow(id, signal, watch) {
    const events = new EventSource(`${this.#base}/api/builds/${id}/events`);
    const following = new Promise((resolve, reject) => {
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      events.addEventListener("position", ({ data }) => {
        const { position, wait } = JSON.parse(data);
        watch(position, wait);
      });
      events.addEventListener("stage", ({ data }) => {
        if (JSON.parse(data).stage === "building") watch(null, null);
      });
      events.addEventListener("done", ({ data }) => resolve(JSON.parse(data)));
      events.addEventListener("error", () => {
        if (events.readyState === EventSource.CLOSED) reject(new ApiError(0, "the events ended"));
      });
    });
    following.catch(() => this.#giveUp(id));
    return following.finally(() => events.close());
  }

  /** Also while the page is being left, when a browser ends the events before it says so. @param {string} id */
  #giveUp(id) {
    fetch(`${this.#base}/api/builds/${id}`, { method: "DELETE", keepalive: true }).catch(() => {});
  }

  /** @param {string} url @param {AbortSignal} signal */
  async artifact(url, signal) {
    return (await this.#http.fetch(url, { signal })).arrayBuffer();
  }

  /** @param {Project} project @returns {Promise<{id: string}>} */
  share(project) {
    return this.#http.send("/api/shares", encoded(project));
  }

  /** @param {string} id @returns {Promise<Project>} */
  async shared(id) {
    const { language, files, binary = {} } = await this.#http.json(`/api/shares/${encodeURIComponent(id)}`);
    return { language, files, binary: decoded(binary) };
  }
}

/** As JSON can hold it. @param {Project} project */
function encoded({ binary = {}, ...project }) {
  if (Object.keys(binary).length === 0) return project;
  return { ...project, binary: Object.fromEntries(Object.entries(binary).map(([path, bytes]) => [path, toBase64(bytes)])) };
}

/** @param {Record<string, string>} binary */
function decoded(binary) {
  return Object.fromEntries(Object.entries(binary).map(([path, text]) => [path, fromBase64(text)]));
}
