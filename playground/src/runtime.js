/**
 * The page's side of the frame: makes it, sends programs to run, and turns its reports into calls of a Listener.
 * Stop does not depend on the frame's goodwill: a frame that does not answer is thrown away.
 */

import { isReport } from "./messages.js";

/** @import {Command, Ending, Invocation, Program, Runtime as RuntimeName, Stream} from "./messages.js" */

/**
 * @typedef {object} Listener
 * @property {() => void} started
 * @property {(stream: Stream, bytes: Uint8Array) => void} output
 * @property {() => void} waiting
 * @property {(ending: Ending, milliseconds: number) => void} ended
 */

/** How long a new frame may take to say that it is ready. */
const READY_TIMEOUT_MS = 15_000;

/** How long a frame may take to answer a Stop before it is thrown away. */
const STOP_TIMEOUT_MS = 1_000;

/** @typedef {{iframe: HTMLIFrameElement, port: MessagePort, isolated: boolean}} Connection */

export class Runtime {
  #parent;
  #url;
  /** @type {Promise<Connection> | null} */
  #connection = null;
  #run = 0;
  /** @type {Listener | null} */
  #listener = null;
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #stopping;

  /** @param {ParentNode} parent  Where the invisible frame goes. @param {string} url */
  constructor(parent, url) {
    this.#parent = parent;
    this.#url = url;
  }

  /** Resolves to whether input can be typed while a program runs. Rejects if there is no frame to be had. */
  async connect() {
    this.#connection ??= this.#open();
    try {
      return (await this.#connection).isolated;
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
    this.#stopping = setTimeout(() => this.close(), STOP_TIMEOUT_MS);
  }

  /** @param {string} text */
  input(text) {
    this.#send({ type: "input", run: this.#run, text });
  }

  endInput() {
    this.#send({ type: "end-input", run: this.#run });
  }

  /** Removes the frame and with it whatever runs there. */
  close() {
    this.#listener = null;
    this.#connection?.then(({ iframe, port }) => {
      port.close();
      iframe.remove();
    }, () => {});
    this.#connection = null;
  }

  /** @param {Command} command @param {Transferable[]} [transfer] */
  async #send(command, transfer = []) {
    const connection = await this.#connection?.catch(() => null);
    connection?.port.postMessage(command, transfer);
  }

  /** @returns {Promise<Connection>} */
  #open() {
    const iframe = document.createElement("iframe");
    iframe.hidden = true;
    iframe.title = "Program sandbox";
    iframe.setAttribute("sandbox", "allow-scripts");
    iframe.allow = "cross-origin-isolated";
    iframe.src = this.#url;
    const { port1: port, port2 } = new MessageChannel();
    return new Promise((resolve, reject) => {
      const fail = () => {
        iframe.remove();
        reject(new Error(`No answer from ${this.#url}`));
      };
      const timer = setTimeout(fail, READY_TIMEOUT_MS);
      port.onmessage = ({ data }) => {
        if (!isReport(data)) return;
        if (data.type !== "ready") return this.#report(data);
        clearTimeout(timer);
        resolve({ iframe, port, isolated: data.isolated });
      };
      iframe.addEventListener("load", () => iframe.contentWindow?.postMessage("connect", "*", [port2]), { once: true });
      this.#parent.append(iframe);
    });
  }

  /** @param {Exclude<import("./messages.js").Report, {type: "ready"}>} report */
  #report(report) {
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
