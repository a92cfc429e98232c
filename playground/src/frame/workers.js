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
   * The address of a worker's script: a frame of opaque origin may start a classic worker from a blob of its own, and
   * no other kind.
   * @param {string} name @returns {Promise<string>}
   */
  #script(name) {
    return this.#once(name, async () => {
      const text = await (await this.#files(name)).text();
      return URL.createObjectURL(new Blob([text], { type: "text/javascript" }));
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
