/** The control API. Every method rejects with ApiError, or with an AbortError when its signal says so. */

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
 * @typedef {{language: string, files: Record<string, string>}} Project
 * @typedef {{fetch: string[], kv: boolean}} Grants  What a deployment may do besides answering; `fetch` holds host:port.
 * @typedef {{name: string, url: string, token?: string, version: number, expires_at: string}} Deployment
 * @typedef {{version: number, build: string, fetch: string[], kv: boolean, created_at: string}} Version
 * @typedef {{name: string, version: string | null, available: boolean, reason: string | null}} LanguageStatus
 * @typedef {{frame: string, edge: string, version: string}} Config
 */

/** Seconds that the answer to a build may be held back; most builds end within it. */
const WAIT_S = 2;

const ENDED = new Set(["succeeded", "failed", "cancelled"]);

/** A call that did not work. `status` is 0 when there was no answer at all. */
export class ApiError extends Error {
  /** @param {number} status @param {string} detail */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export class Api {
  #base;

  /** @param {string} base  Where the runner is; the empty string is this site. */
  constructor(base) {
    this.#base = base;
  }

  /** @returns {Promise<Config>} */
  config() {
    return this.#json("/api/config");
  }

  /** @returns {Promise<LanguageStatus[]>} */
  languages() {
    return this.#json("/api/languages");
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
      let build = await this.#post("/api/builds", request, signal, { Prefer: `wait=${WAIT_S}` });
      if (!ENDED.has(build.status)) {
        watch(build.position, build.wait);
        build = await this.#follow(build.id, signal, watch);
      }
      if (build.status !== "cancelled") return this.#linked(build);
    }
  }

  /** With links that lead to the runner from any page. @param {Build} build @returns {Build} */
  #linked(build) {
    const diagnostics = build.diagnostics.map((one) => ({ ...one, explanation: one.explanation && this.#base + one.explanation }));
    return { ...build, diagnostics };
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
    return (await this.#fetch(url, { signal })).arrayBuffer();
  }

  /** @param {string} build @param {Grants | undefined} grants @param {AbortSignal} signal @returns {Promise<Deployment>} */
  deploy(build, grants, signal) {
    return this.#post("/api/deployments", { build, grants }, signal);
  }

  /** What it was granted stays as it is. @param {string} name @param {string} token @param {string} build @param {AbortSignal} signal @returns {Promise<Deployment>} */
  redeploy(name, token, build, signal) {
    const headers = { "Content-Type": "application/json", ...bearer(token) };
    const body = JSON.stringify({ build });
    return this.#json(`/api/deployments/${name}`, { method: "PUT", headers, body, signal });
  }

  /** What a deployment may do and, for its owner, what is asked of it. @param {string} name */
  pageOf(name) {
    return `${this.#base}/deployments/${name}`;
  }

  /** @param {string} name @param {string} token @returns {Promise<Version[]>}  The present one first. */
  versions(name, token) {
    return this.#json(`/api/deployments/${name}/versions`, { headers: bearer(token) });
  }

  /** @param {string} name @param {string} token @returns {Promise<Deployment>} */
  renew(name, token) {
    return this.#owned(`/api/deployments/${name}/renew`, token, {});
  }

  /** @param {string} name @param {string} token @param {number} version @returns {Promise<Deployment>} */
  rollBack(name, token, version) {
    return this.#owned(`/api/deployments/${name}/rollback`, token, { version });
  }

  /** @param {string} name @param {string} token */
  async remove(name, token) {
    await this.#fetch(`/api/deployments/${name}`, { method: "DELETE", headers: bearer(token) });
  }

  /** @param {string} path @param {string} token @param {object} body */
  #owned(path, token, body) {
    const headers = { "Content-Type": "application/json", ...bearer(token) };
    return this.#json(path, { method: "POST", headers, body: JSON.stringify(body) });
  }

  /** @param {Project} project @returns {Promise<{id: string}>} */
  share(project) {
    return this.#post("/api/shares", project);
  }

  /** @param {string} id @returns {Promise<Project>} */
  shared(id) {
    return this.#json(`/api/shares/${encodeURIComponent(id)}`);
  }

  /** @param {string} path @param {unknown} body @param {AbortSignal} [signal] @param {Record<string, string>} [headers] */
  #post(path, body, signal, headers = {}) {
    return this.#json(path, {
      method: "POST",
      headers: { "Content-Type": "application/json", ...headers },
      body: JSON.stringify(body),
      signal,
    });
  }

  /** @param {string} path @param {RequestInit} [init] */
  async #json(path, init) {
    return (await this.#fetch(path, init)).json();
  }

  /** @param {string} path @param {RequestInit} [init] */
  async #fetch(path, init) {
    let response;
    try {
      response = await fetch(this.#base + path, init);
    } catch (error) {
      if (init?.signal?.aborted) throw error;
      throw new ApiError(0, String(error));
    }
    if (!response.ok) throw new ApiError(response.status, await problemOf(response));
    return response;
  }
}

/** The sentence of an RFC 9457 problem, or the status line. @param {Response} response */
async function problemOf(response) {
  const fallback = `${response.status} ${response.statusText}`;
  if (!response.headers.get("Content-Type")?.includes("json")) return fallback;
  try {
    const { detail, title } = await response.json();
    return String(detail ?? title ?? fallback);
  } catch {
    return fallback;
  }
}

/** @param {string} token */
function bearer(token) {
  return { Authorization: `Bearer ${token}` };
}
