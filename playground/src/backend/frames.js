/** Where programs run: a document that the runner's edge serves, or one that this page writes. */

import { PLAYGROUND, isForeign } from "./place.js";

/** @import {FileAnswer, FileRequest} from "../messages.js" */
/** @import {Source} from "../sandbox.js" */

/** Whether another page shows this one. */
export const isFramed = globalThis.window !== undefined && window.top !== window;

/** What the frame may ask the page for. */
const FILES = new Set([
  "wasi-worker.js",
  "python-worker.js",
  "pyodide/pyodide.asm.wasm",
  "pyodide/python_stdlib.zip",
  "pyodide/pyodide-lock.json",
  "pyodide/snapshot.bin.gzip",
]);

const WHEEL = /^wheels\/[\w.+-]+\.whl$/;

/**
 * No network, no storage, no form, no other document: only the frame's own script, workers that it makes of text, and
 * WebAssembly.
 * @param {string} nonce
 */
function policy(nonce) {
  return `default-src 'none'; script-src 'nonce-${nonce}' 'wasm-unsafe-eval'; worker-src blob: data:; base-uri 'none'; form-action 'none'`;
}

/** A document at this address, which loads its files itself. @param {() => Promise<string>} address @returns {Source} */
export function servedFrame(address) {
  return {
    async fill(iframe) {
      iframe.src = await address();
    },
    files: null,
  };
}

/**
 * A document of this page's making. Its origin is opaque as well, so it has nothing of the page's; and because a host
 * that sends no CORS headers would not answer it either, the page loads its files for it.
 * @returns {Source}
 */
export function ownFrame() {
  return {
    async fill(iframe) {
      const nonce = crypto.getRandomValues(new Uint32Array(4)).join("-");
      const script = isForeign || isFramed ? linked(nonce) : await inline(nonce);
      iframe.srcdoc = `<!doctype html><html lang="en"><meta http-equiv="Content-Security-Policy" content="${policy(nonce)}"><title>Runs programs</title>${script}</html>`;
    },
    files: filePort,
  };
}

/** Works also where there is no network any more. @param {string} nonce */
async function inline(nonce) {
  const script = await (await load("frame.js")).text();
  return `<script nonce="${nonce}">${script.replaceAll("</script", "<\\/script")}</script>`;
}

/** A page's policy holds in the documents it makes, and may know our address, but no text of ours. @param {string} nonce */
function linked(nonce) {
  return `<script nonce="${nonce}" src="${PLAYGROUND}frame/frame.js"></script>`;
}

/** The port over which the frame asks. */
function filePort() {
  const { port1, port2 } = new MessageChannel();
  /** @param {MessageEvent<FileRequest>} event */
  port1.onmessage = async ({ data: { name } }) => {
    /** @type {FileAnswer} */
    const answer = { name, bytes: await bytesOf(name) };
    port1.postMessage(answer, answer.bytes === null ? [] : [answer.bytes]);
  };
  return port2;
}

/** @param {string} name */
async function bytesOf(name) {
  if (!FILES.has(name) && !WHEEL.test(name)) return null;
  try {
    return await (await load(name)).arrayBuffer();
  } catch (error) {
    if (error instanceof TypeError) return null;
    throw error;
  }
}

/** @param {string} name */
async function load(name) {
  const response = await fetch(`${PLAYGROUND}frame/${name}`);
  if (!response.ok) throw new TypeError(`${name}: the server answered ${response.status}`);
  return response;
}
