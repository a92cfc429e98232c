/**
 * The page's one frame, in which all its programs run: what one playground has loaded there, the next need not load
 * again. Each playground talks to it over a port of its own.
 */

import { isReport } from "./messages.js";
import { strings } from "./strings.js";

/** @import {Report} from "./messages.js" */

/**
 * How to make the frame's document. `files` is a port over which it may ask for its files, if it cannot load them.
 * @typedef {{fill: (iframe: HTMLIFrameElement) => Promise<void>, files: (() => MessagePort) | null}} Source
 */

/**
 * @typedef {object} Connection
 * @property {MessagePort} port
 * @property {boolean} typed  Whether input can be typed while a program runs.
 */

/** How long a new frame may take to say that it is ready. */
const READY_TIMEOUT_MS = 15_000;

export class Sandbox {
  #source;
  /** @type {Promise<HTMLIFrameElement> | null} */
  #frame = null;
  /** Who must hear that the frame is gone. @type {Set<() => void>} */
  #connected = new Set();

  /** @param {Source} source */
  constructor(source) {
    this.#source = source;
  }

  /**
   * Rejects if there is no frame to be had.
   * @param {(report: Report) => void} report  Hears what the frame says after it is ready.
   * @param {() => void} lost  Hears that the frame is gone, and with it whatever ran there.
   * @returns {Promise<Connection>}
   */
  async connect(report, lost) {
    const frame = await this.#open();
    const { port1: port, port2 } = new MessageChannel();
    const ready = new Promise((/** @type {(typed: boolean) => void} */ resolve, reject) => {
      const timer = setTimeout(() => reject(new Error("The frame does not answer")), READY_TIMEOUT_MS);
      port.onmessage = ({ data }) => {
        if (!isReport(data)) return;
        if (data.type !== "ready") return report(data);
        clearTimeout(timer);
        resolve(data.typed);
      };
    });
    const files = this.#source.files;
    frame.contentWindow?.postMessage("connect", "*", files === null ? [port2] : [port2, files()]);
    try {
      const typed = await ready;
      this.#connected.add(lost);
      return { port, typed };
    } catch (error) {
      this.discard();
      throw error;
    }
  }

  /** @param {() => void} lost  As given to `connect`. */
  disconnect(lost) {
    this.#connected.delete(lost);
  }

  /** Removes the frame with everything in it; the next connection makes another. */
  discard() {
    this.#frame?.then((frame) => frame.remove(), () => {});
    this.#frame = null;
    for (const lost of this.#connected) lost();
    this.#connected.clear();
  }

  /** @returns {Promise<HTMLIFrameElement>} */
  async #open() {
    if (this.#frame !== null && !(await this.#frame).isConnected) this.discard();
    this.#frame ??= this.#make();
    try {
      return await this.#frame;
    } catch (error) {
      this.#frame = null;
      throw error;
    }
  }

  async #make() {
    const frame = document.createElement("iframe");
    frame.hidden = true;
    frame.title = strings.sandbox;
    frame.setAttribute("sandbox", "allow-scripts");
    frame.allow = "cross-origin-isolated";
    await this.#source.fill(frame);
    const loaded = new Promise((resolve) => frame.addEventListener("load", resolve, { once: true }));
    document.body.append(frame);
    await loaded;
    return frame;
  }
}
