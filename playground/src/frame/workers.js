/** Makes workers, and keeps one Python worker ready so that the next run need not wait for Pyodide. */

/** @import {Load, Runtime} from "../messages.js" */

const BASE = new URL(".", location.href).href;

/** The address of each worker's script, by name. @type {Map<string, Promise<string>>} */
const scripts = new Map();

/**
 * A frame of opaque origin may start a classic worker from a blob of its own, and no other kind.
 * @param {string} name
 */
async function blobOf(name) {
  const response = await fetch(new URL(name, BASE));
  if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
  return URL.createObjectURL(new Blob([await response.text()], { type: "text/javascript" }));
}

/** @param {string} name */
async function make(name) {
  const script = scripts.get(name) ?? blobOf(name);
  scripts.set(name, script);
  try {
    return new Worker(await script);
  } catch (error) {
    scripts.delete(name);
    throw error;
  }
}

async function makePython() {
  const worker = await make("python-worker.js");
  /** @type {Load} */
  const load = { type: "load", base: new URL("pyodide/", BASE).href };
  worker.postMessage(load);
  return worker;
}

/** @type {Promise<Worker> | null} */
let spare = null;

/** Starts to get a worker of this runtime ready. @param {Runtime} runtime */
export function prepare(runtime) {
  if (runtime === "python") spare ??= makePython();
}

/** A worker that has run nothing yet. @param {Runtime} runtime @returns {Promise<Worker>} */
export function take(runtime) {
  if (runtime === "wasi") return make("wasi-worker.js");
  const worker = spare ?? makePython();
  spare = null;
  return worker;
}
