/** A compiler in a worker. It is kept for the next order and takes one at a time; to stop it is to terminate it. */

import { isForeign } from "./place.js";

/** @typedef {{done: number, total: number}} Fetching  How many bytes of a compiler are here. */

/** To a worker that says what it fetches: give up. It answers that it failed. @typedef {"stop"} Stop */

/** A program that cannot be built here; the message says why in a sentence. */
export class CannotBuild extends Error {}

/** @template {object} Order @template {{type: string}} Answer */
export class Compiler {
  #address;
  /** @type {Worker | null} */
  #worker = null;
  /** The order before. @type {Promise<unknown>} */
  #before = Promise.resolve();

  /** @param {string} address  Of the worker's script. */
  constructor(address) {
    this.#address = address;
  }

  /**
   * Resolves to the answer that says it is done.
   * @param {() => Order} order  Made when its turn has come.
   * @param {AbortSignal} signal
   * @param {(answer: Answer) => void} [hear]  Hears all answers.
   * @returns {Promise<Extract<Answer, {type: "done"}>>}
   */
  run(order, signal, hear = () => {}) {
    const turn = this.#before.then(() => this.#work(order, signal, hear));
    this.#before = turn.catch(() => {});
    return turn;
  }

  /** @param {() => Order} order @param {AbortSignal} signal @param {(answer: Answer) => void} hear @returns {Promise<Extract<Answer, {type: "done"}>>} */
  async #work(order, signal, hear) {
    signal.throwIfAborted();
    const worker = (this.#worker ??= startWorker(this.#address));
    let fetches = false;
    try {
      return await new Promise((resolve, reject) => {
        signal.addEventListener("abort", () => reject(signal.reason), { once: true });
        worker.onerror = (event) => reject(new CannotBuild(event.message || `${this.#address} could not be loaded`));
        worker.onmessage = ({ data }) => {
          hear(data);
          fetches = data.type === "progress";
          if (data.type === "failed") reject(new CannotBuild(data.message));
          if (data.type === "done") resolve(data);
        };
        worker.postMessage(order());
      });
    } catch (error) {
      this.#worker = null;
      if (fetches) stopFetching(worker);
      else worker.terminate();
      throw error;
    }
  }
}

/**
 * It ends once it has put down what it fetches: on a busy machine, Chromium 156 crashed with its page in 8 of 54 tries
 * when a worker was terminated amid that, and in none of 60 this way.
 * @param {Worker} worker
 */
function stopFetching(worker) {
  worker.onmessage = ({ data }) => {
    if (data.type !== "progress") worker.terminate();
  };
  worker.postMessage(/** @type {Stop} */ ("stop"));
}

/** A page of another site may not start our script as a worker, but one that imports it. @param {string} address */
function startWorker(address) {
  if (!isForeign) return new Worker(address, { type: "module" });
  const own = URL.createObjectURL(new Blob([`import ${JSON.stringify(address)};`], { type: "text/javascript" }));
  return new Worker(own, { type: "module" });
}
