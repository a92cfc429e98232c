/** Follows a deployment's receipts: server-sent events over fetch, since an EventSource cannot send a token. */

import { ApiError } from "../http.js";

/** @import {DeploymentCalls} from "./calls.js" */

/**
 * @typedef {{name: string, target: string, outcome: string, wait_us: number, bytes_out: number, bytes_in: number}} HostCall
 * @typedef {{function: string, file: string | null, line: number | null}} Frame
 * @typedef {{version: number, at: string, method: string, path: string, status: number, outcome: string,
 *   exit_code: number | null, message: string, instantiate_us: number, total_us: number, cpu_us: number,
 *   fuel: number | null, peak_memory: number, bytes_in: number, bytes_out: number, hops: number, trace: Frame[],
 *   calls: HostCall[], stderr: string}} Receipt
 * @typedef {{receipt: (receipt: Receipt) => void, leftOut: (count: number) => void, live: (live: boolean) => void}} Listener
 */

const FIRST = 50;
const SHORTEST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 15_000;

/**
 * Resolves to why the deployment ended; rejects with ApiError when it may not be followed, and with an AbortError when
 * the signal says so.
 * @param {DeploymentCalls} calls
 * @param {string} name
 * @param {string} token
 * @param {Listener} listener
 * @param {AbortSignal} [signal]
 * @returns {Promise<"removed" | "expired">}
 */
export async function follow(calls, name, token, listener, signal) {
  let after = "";
  let wait = SHORTEST_WAIT_MS;
  for (;;) {
    try {
      const response = await calls.events(name, token, { last: FIRST, after }, signal);
      listener.live(true);
      wait = SHORTEST_WAIT_MS;
      for await (const { id, event, data } of events(response)) {
        after = id || after;
        if (event === "end") return data.reason;
        if (event === "receipt") listener.receipt(data);
        if (event === "left-out") listener.leftOut(data.count);
      }
    } catch (error) {
      if (signal?.aborted || (error instanceof ApiError && error.status >= 400 && error.status < 500)) throw error;
    }
    listener.live(false);
    await new Promise((resolve) => setTimeout(resolve, wait));
    signal?.throwIfAborted();
    wait = Math.min(2 * wait, LONGEST_WAIT_MS);
  }
}

/** Those with data (HTML, section 9.2.6). @param {Response} response @returns {AsyncGenerator<{id: string, event: string, data: any}>} */
async function* events(response) {
  let text = "";
  const reader = /** @type {ReadableStream<Uint8Array<ArrayBuffer>>} */ (response.body).pipeThrough(new TextDecoderStream()).getReader();
  for (;;) {
    const { done, value } = await reader.read();
    if (done) return;
    const blocks = (text + value).split("\n\n");
    text = blocks.pop() ?? "";
    for (const block of blocks) {
      const fields = Object.fromEntries(block.split("\n").map(field));
      if (fields.data !== undefined) yield { id: fields.id ?? "", event: fields.event ?? "message", data: JSON.parse(fields.data) };
    }
  }
}

/** @param {string} line @returns {[string, string]} */
function field(line) {
  const colon = line.indexOf(":");
  return colon < 0 ? [line, ""] : [line.slice(0, colon), line.slice(colon + 1).replace(/^ /, "")];
}
