/**
 * One playground's side of the frame: sends programs to run, and turns the reports into calls of a Listener.
 * Stop does not depend on the frame's goodwill: a frame that does not answer is thrown away.
 */

import { strings } from "./strings.js";

/** @import {Command, Ending, Inspection, Invocation, Program, Report, Runtime as RuntimeName, Stream, Wanted} from "./messages.js" */
/** @import {Connection, Sandbox} from "./sandbox.js" */

/**
 * @typedef {object} Listener
 * @property {() => void} started
 * @property {(stream: Stream, bytes: Uint8Array) => void} output
 * @property {() => void} waiting
 * @property {(inspection: Inspection) => void} [inspected]  What was wanted of it, before `ended`.
 * @property {(ending: Ending, milliseconds: number, memory?: number) => void} ended
 */

/** How long a frame may take to answer a Stop before it is thrown away. */
const STOP_TIMEOUT_MS = 2_000;

/** In the page's timeline: from a Stop to the end of the program. */
const STOP = "wardian-stop";

/** @returns {Ending} */
const lost = () => ({ how: "crashed", message: strings.lost });

export class Runtime {
  #sandbox;
  /** @type {Promise<Connection> | null} */
  #connection = null;
  #run = 0;
  /** @type {Listener | null} */
  #listener = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #stopping;

  /** @param {Sandbox} sandbox */
  constructor(sandbox) {
    this.#sandbox = sandbox;
  }

  /** Resolves to whether input can be typed while a program runs. Rejects if there is no frame to be had. */
  async connect() {
    this.#connection ??= this.#sandbox.connect((report) => this.#report(report), this.#lose);
    try {
      return (await this.#connection).typed;
    } catch (error) {
      this.#connection = null;
      throw error;
    }
  }

  /** @param {RuntimeName} runtime */
  async prepare(runtime) {
    await this.connect();
    await this.#send({ type: "prepare", runtime });
  }

  /** @param {Program} program @param {Invocation} invocation @param {Listener} listener @param {Wanted | null} [wanted] */
  async run(program, invocation, listener, wanted = null) {
    const run = ++this.#run;
    this.#listener = listener;
    await this.connect();
    if (run !== this.#run) return;
    const { words } = strings.packages;
    await this.#send({ type: "run", run, program, invocation, wanted, words }, program.runtime === "wasi" ? [program.module] : []);
  }

  /** From here on the listener hears nothing more. */
  stop() {
    this.#listener = null;
    performance.mark(STOP);
    this.#send({ type: "stop", run: this.#run++ });
    clearTimeout(this.#stopping);
    this.#stopping = setTimeout(() => this.#abandon(), STOP_TIMEOUT_MS);
  }

  /** @param {number} at  On this page's clock. */
  #stopped(at) {
    clearTimeout(this.#stopping);
    performance.measure(STOP, { start: STOP, end: Math.max(0, at) });
  }

  #abandon() {
    this.#sandbox.discard();
    this.#stopped(performance.now());
  }

  /** @param {string} text */
  input(text) {
    this.#send({ type: "input", run: this.#run, text });
  }

  endInput() {
    this.#send({ type: "end-input", run: this.#run });
  }

  /** Ends what runs, and the connection. */
  async close() {
    this.#listener = null;
    const connection = this.#connection;
    this.#connection = null;
    this.#sandbox.disconnect(this.#lose);
    clearTimeout(this.#stopping);
    const port = (await connection?.catch(() => null))?.port;
    port?.postMessage({ type: "stop", run: this.#run });
    port?.close();
  }

  #lose = () => {
    clearTimeout(this.#stopping);
    this.#connection = null;
    this.#listener?.ended(lost(), 0);
    this.#listener = null;
  };

  /** @param {Command} command @param {Transferable[]} [transfer] */
  async #send(command, transfer = []) {
    const connection = await this.#connection?.catch(() => null);
    connection?.port.postMessage(command, transfer);
  }

  /** @param {Report} report */
  #report(report) {
    if (report.type === "ready") return;
    if (report.type === "stopped") return this.#stopped(report.at - performance.timeOrigin);
    if (report.run !== this.#run || this.#listener === null) return;
    switch (report.type) {
      case "started":
        return this.#listener.started();
      case "output":
        return this.#listener.output(report.stream, report.bytes);
      case "waiting":
        return this.#listener.waiting();
      case "inspected":
        return this.#listener.inspected?.(report);
      case "ended":
        return this.#listener.ended(report.ending, report.milliseconds, report.memory);
    }
  }
}
