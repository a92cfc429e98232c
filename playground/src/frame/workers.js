/** Makes workers, and keeps one Python worker ready so that the next run need not wait for Pyodide. */

import { pythonFiles } from "./python-files.js";

/** @import {Load, PythonFiles, Runtime} from "../messages.js" */
/** @import {Files} from "./files.js" */

export class Workers {
  #files;
  /** What was loaded or made once, by name. @type {Map<string, Promise<any>>} */
  #kept = new Map();
  /** @type {Promise<Worker> | null} */
  #spare = null;

  /** @param {Files} files */
  constructor(files) {
    this.#files = files;
  }

  /** Starts to get a worker of this runtime ready. @param {Runtime} runtime */
  prepare(runtime) {
    if (runtime === "python") this.#spare ??= this.#makePython();
    else this.#script("wasi-worker.js").catch(() => {});
  }

  /** A worker that has run nothing yet. @param {Runtime} runtime @returns {Promise<Worker>} */
  take(runtime) {
    if (runtime === "wasi") return this.#make("wasi-worker.js");
    const worker = this.#spare ?? this.#makePython();
    this.#spare = null;
    return worker;
  }

  /** @param {string[]} names @returns {Promise<ArrayBuffer[]>} */
  wheels(names) {
    return Promise.all(names.map((name) => this.#once(name, async () => (await this.#files(`wheels/${name}`)).arrayBuffer())));
  }

  async #makePython() {
    const [worker, files] = await Promise.all([this.#make("python-worker.js"), this.#pythonFiles()]);
    /** @type {Load} */
    const load = { type: "load", files };
    worker.postMessage(load);
    return worker;
  }

  /** @param {string} name */
  async #make(name) {
    return new Worker(await this.#script(name));
  }

  /**
   * The address of a worker's script. A frame of opaque origin may start a classic worker from a blob of its own, but
   * Safari refuses that to an isolated one, and takes the text as an address. From there workers share no memory.
   * @param {string} name @returns {Promise<string>}
   */
  #script(name) {
    return this.#once(name, async () => {
      const [response, blobs] = await Promise.all([this.#files(name), this.#once("blobs", startsBlobs)]);
      const text = await response.text();
      return blobs ? blobOf(text) : `data:text/javascript;charset=utf-8,${encodeURIComponent(text)}`;
    });
  }

  /** Pyodide is compiled here, once for all workers. @returns {Promise<PythonFiles>} */
  #pythonFiles() {
    return this.#once("pyodide", () => pythonFiles(this.#files));
  }

  /** What did not work is tried again the next time. @template T @param {string} name @param {() => Promise<T>} make @returns {Promise<T>} */
  async #once(name, make) {
    const made = this.#kept.get(name) ?? make();
    this.#kept.set(name, made);
    try {
      return await made;
    } catch (error) {
      this.#kept.delete(name);
      throw error;
    }
  }
}

/** @param {string} script */
function blobOf(script) {
  return URL.createObjectURL(new Blob([script], { type: "text/javascript" }));
}

/** Whether a worker starts from a blob here. */
async function startsBlobs() {
  const address = blobOf("postMessage(null)");
  const worker = new Worker(address);
  const starts = await new Promise((resolve) => {
    worker.onmessage = () => resolve(true);
    worker.onerror = () => resolve(false);
  });
  worker.terminate();
  URL.revokeObjectURL(address);
  return starts;
}
