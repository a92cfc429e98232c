/** The import module `edge`, of which nothing is granted here: every function says so, and `message` says it in words. */

/** @import {WASI} from "@bjorn3/browser_wasi_shim" */
/** @import {Words} from "../messages.js" */

/** As runner/wardian/edge/powers/refused.py numbers them. */
const NOT_GRANTED = -1;
const INVALID = -2;

const FETCH = ["send", "select", "head", "read", "close"];
const KV = ["kv_get", "kv_set", "kv_append", "kv_add", "kv_swap", "kv_delete", "kv_keys"];

/** @param {WASI} process @param {Words} words @returns {Record<string, (...args: any[]) => number>} */
export function edgeImports(process, { noFetch, noStore }) {
  let said = "";
  const refuse = (/** @type {string} */ reason) => () => {
    said = reason;
    return NOT_GRANTED;
  };
  return {
    ...Object.fromEntries(FETCH.map((name) => [name, refuse(noFetch)])),
    ...Object.fromEntries(KV.map((name) => [name, refuse(noStore)])),
    message: (buffer, capacity) => copy(process, new TextEncoder().encode(said), buffer >>> 0, capacity >>> 0),
  };
}

/** Only if it fits; its size either way. @param {WASI} process @param {Uint8Array} bytes @param {number} buffer @param {number} capacity */
function copy({ inst }, bytes, buffer, capacity) {
  if (bytes.length > capacity) return bytes.length;
  const { buffer: memory } = inst.exports.memory;
  if (buffer + bytes.length > memory.byteLength) return INVALID;
  new Uint8Array(memory).set(bytes, buffer);
  return bytes.length;
}
