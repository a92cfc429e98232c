/** The control API's calls for deployments. Every method rejects with ApiError, or with an AbortError when its signal says so. */

/** @import {Http} from "../http.js" */

/**
 * @typedef {{fetch: string[], kv: boolean}} Grants  What a deployment may do besides answering; `fetch` holds host:port.
 * @typedef {{name: string, url: string, token?: string, version: number, expires_at: string, grants: Grants & {secrets: string[]},
 *   sha256?: string, native?: number | null}} Deployment  `sha256` is of what is served, `native` the size of its machine code; an older runner tells neither.
 * @typedef {{version: number, build: string | null, fetch: string[], kv: boolean, created_at: string}} Version
 */

/** What is left out stays as it is. `ttl` is in seconds; null removes a secret. @typedef {{build?: string, grants?: Grants | undefined, secrets?: Record<string, string | null>, ttl?: number}} Wishes */

export class DeploymentCalls {
  #http;

  /** @param {Http} http */
  constructor(http) {
    this.#http = http;
  }

  /** Whose deployments they are. */
  get runner() {
    return this.#http.base;
  }

  /** @param {Wishes} wishes @param {AbortSignal} [signal] @returns {Promise<Deployment>} */
  create(wishes, signal) {
    return this.#http.send("/api/deployments", wishes, { signal });
  }

  /** @param {string} name @param {string} token @param {Wishes} wishes @param {AbortSignal} [signal] @returns {Promise<Deployment>} */
  swap(name, token, wishes, signal) {
    return this.#http.send(place(name), wishes, { method: "PUT", headers: bearer(token), signal });
  }

  /** @param {string} name @returns {Promise<Deployment>} */
  find(name) {
    return this.#http.json(place(name));
  }

  /** @param {string} name @param {string} token @returns {Promise<Version[]>}  The present one first. */
  versions(name, token) {
    return this.#http.json(`${place(name)}/versions`, { headers: bearer(token) });
  }

  /** @param {string} name @param {string} token @param {number} [ttl]  In seconds. @returns {Promise<Deployment>} */
  renew(name, token, ttl) {
    return this.#http.send(`${place(name)}/renew`, { ttl }, { headers: bearer(token) });
  }

  /** @param {string} name @param {string} token @param {number} version @returns {Promise<Deployment>} */
  rollBack(name, token, version) {
    return this.#http.send(`${place(name)}/rollback`, { version }, { headers: bearer(token) });
  }

  /** @param {string} name @param {string} token */
  async remove(name, token) {
    await this.#http.fetch(place(name), { method: "DELETE", headers: bearer(token) });
  }

  /** Its receipts, as server-sent events. @param {string} name @param {string} token @param {{last: number, after: string}} from  The id of the last one known, or how many of the newest. @param {AbortSignal} [signal] */
  events(name, token, { last, after }, signal) {
    const headers = { ...bearer(token), ...(after === "" ? {} : { "Last-Event-ID": after }) };
    return this.#http.fetch(`${place(name)}/events?last=${last}`, { headers, cache: "no-store", signal });
  }

  /** What a deployment may do and, for its owner, what is asked of it. @param {string} name */
  pageOf(name) {
    return `${this.#http.base}/deployments/${name}`;
  }
}

/** @param {string} name */
function place(name) {
  return `/api/deployments/${encodeURIComponent(name)}`;
}

/** @param {string} token */
function bearer(token) {
  return { Authorization: `Bearer ${token}` };
}
