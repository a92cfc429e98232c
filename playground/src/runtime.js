/**
 * One playground's side of the frame: sends programs to run, and turns the reports into calls of a Listener.
 * Stop does not depend on the frame's goodwill: a frame that does not answer is thrown away.
 */

/** @import {Command, Ending, Invocation, Program, Report, Runtime as RuntimeName, Stream} from "./messages.js" */
/** @import {Connection, Sandbox} from "./sandbox.js" */

/**
 * @typedef {object} Listener
 * @property {() => void} started
 * @property {(stream: Stream, bytes: Uint8Array) => void} output
 * @property {() => void} waiting
 * @property {(ending: Ending, milliseconds: number) => void} ended
 */

/** How long a frame may take to answer a Stop before it is thrown away. */
const STOP_TIMEOUT_MS = 2_000;

/** @type {Ending} */
const LOST = { how: "crashed", message: "another program blocked the sandbox, which had to be started anew." };

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

  /** @param {Program} program @param {Invocation} invocation @param {Listener} listener */
  async run(program, invocation, listener) {
    const run = ++this.#run;
    this.#listener = listener;
    await this.connect();
    if (run !== this.#run) return;
    await this.#send({ type: "run", run, program, invocation }, program.runtime === "wasi" ? [program.module] : []);
  }

  /** From here on the listener hears nothing more. */
  stop() {
    this.#listener = null;
    this.#send({ type: "stop", run: this.#run++ });
    clearTimeout(this.#stopping);
    this.#stopping = setTimeout(() => this.#sandbox.discard(), STOP_TIMEOUT_MS);
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
    this.#listener?.ended(LOST, 0);
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
    if (report.type === "stopped") return clearTimeout(this.#stopping);
    if (report.run !== this.#run || this.#listener === null) return;
    switch (report.type) {
      case "started":
        return this.#listener.started();
      case "output":
        return this.#listener.output(report.stream, report.bytes);
      case "waiting":
        return this.#listener.waiting();
      case "ended":
        return this.#listener.ended(report.ending, report.milliseconds);
    }
  }
}
