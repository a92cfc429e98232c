/**
 * Pages, styles and scripts of the site are kept at the first visit, the large runtimes when they are first used.
 *
 * A file whose name holds a digest of its content is taken from the cache. For everything else the network comes
 * first, so that nobody reads an old page while the new one can be had.
 */

/**
 * Written into the script by the site's build: a digest of the listed files, and their addresses relative to the site.
 * @typedef {{version: string, files: string[]}} Shell
 */

const PREFIX = "wardian-";
const HASHED = /[.-](?:(?=[a-f]*[0-9])[0-9a-f]{8,}|[0-9A-Z]{8})\.(?:min\.)?(?:js|mjs|css|wasm|woff2?|svg|png)$/;

/** What changes with every call or is no part of the site. */
const LIVE = /^(?:api|artifacts|deployments|assets\/css-lab)\//;

/** How long a page may keep its reader waiting when the cache has it too. */
const PATIENCE_MS = 4_000;

export class Offline {
  #worker;
  #cache;
  /** @type {Shell} */
  #shell;

  /** @param {ServiceWorkerGlobalScope} worker */
  constructor(worker) {
    this.#worker = worker;
    this.#shell = /** @type {any} */ (worker).WARDIAN_SHELL ?? { version: "none", files: [] };
    this.#cache = `${PREFIX}${this.#shell.version}`;
  }

  /** Keeps what every page needs, and what was kept before and may be used again. */
  async install() {
    const cache = await caches.open(this.#cache);
    await Promise.allSettled(this.#shell.files.map((file) => cache.add(new URL(file, this.#scope))));
    await this.#worker.skipWaiting();
  }

  async activate() {
    const old = (await caches.keys()).filter((name) => name.startsWith(PREFIX) && name !== this.#cache);
    await Promise.all(old.map((name) => caches.delete(name)));
    await this.#worker.clients.claim();
  }

  /** @param {Request} request */
  handles({ method, url, headers }) {
    const path = this.#path(url);
    return method === "GET" && path !== null && !LIVE.test(path) && !headers.has("Range");
  }

  /** @param {Request} request @returns {Promise<Response>} */
  async respond(request) {
    const cache = await caches.open(this.#cache);
    const kept = await cache.match(keyOf(request), { ignoreVary: true });
    if (kept !== undefined && HASHED.test(new URL(request.url).pathname)) return kept;
    const fresh = this.#fetch(request, cache);
    if (kept === undefined) return fresh;
    return Promise.race([fresh, after(PATIENCE_MS, kept)]).catch(() => kept);
  }

  /** @param {Request} request @param {Cache} cache */
  async #fetch(request, cache) {
    const response = await fetch(request);
    if (response.status === 200 && response.type === "basic") await cache.put(keyOf(request), response.clone());
    return response;
  }

  get #scope() {
    return this.#worker.registration.scope;
  }

  /** The address relative to the site, or null for another site's. @param {string} url */
  #path(url) {
    return url.startsWith(this.#scope) ? url.slice(this.#scope.length) : null;
  }
}

/** A page is the same page whatever its query asks of the scripts in it. @param {Request} request */
function keyOf({ mode, url }) {
  return mode === "navigate" ? url.replace(/[?#].*/s, "") : url;
}

/** @template T @param {number} milliseconds @param {T} value @returns {Promise<T>} */
function after(milliseconds, value) {
  return new Promise((resolve) => setTimeout(() => resolve(value), milliseconds));
}
