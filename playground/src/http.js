/** Calls over HTTP, with JSON and RFC 9457 problems. */

/** A call that did not work. `status` is 0 when there was no answer at all. */
export class ApiError extends Error {
  /** @param {number} status @param {string} detail */
  constructor(status, detail) {
    super(detail);
    this.status = status;
  }
}

export class Http {
  /** @param {string} base  Where the server is; the empty string is this site. */
  constructor(base) {
    this.base = base;
  }

  /** @param {string} path @param {RequestInit} [init] */
  async json(path, init) {
    return (await this.fetch(path, init)).json();
  }

  /** @param {string} path @param {unknown} body @param {{method?: string, headers?: Record<string, string>, signal?: AbortSignal | undefined}} [init] */
  send(path, body, { method = "POST", headers = {}, signal } = {}) {
    return this.json(path, { method, headers: { "Content-Type": "application/json", ...headers }, body: JSON.stringify(body), signal });
  }

  /** Rejects with ApiError, or with an AbortError when its signal says so. @param {string} path @param {RequestInit} [init] */
  async fetch(path, init) {
    let response;
    try {
      response = await fetch(this.base + path, init);
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
