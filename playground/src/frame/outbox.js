/** Gathers what a program prints and passes it on once a frame of the screen, in order, up to the limit of what is kept. */

import { KEPT_LIMIT } from "../messages.js";

/** @import {Stream} from "../messages.js" */

const INTERVAL_MS = 16;

export class Outbox {
  #send;
  #room = KEPT_LIMIT + 1;
  /** @type {Stream} */
  #stream = "stdout";
  /** @type {Uint8Array[]} */
  #pieces = [];
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  #timer;

  /** @param {(stream: Stream, bytes: Uint8Array) => void} send */
  constructor(send) {
    this.#send = send;
  }

  /** One byte over the limit still goes out: it tells the page that there was more. @param {Stream} stream @param {Uint8Array} bytes */
  add(stream, bytes) {
    const shown = bytes.subarray(0, this.#room);
    if (shown.length === 0) return;
    this.#room -= shown.length;
    if (stream !== this.#stream) this.flush();
    this.#stream = stream;
    this.#pieces.push(shown);
    this.#timer ??= setTimeout(() => this.flush(), INTERVAL_MS);
  }

  flush() {
    this.close();
    if (this.#pieces.length === 0) return;
    this.#send(this.#stream, join(this.#pieces));
    this.#pieces = [];
  }

  close() {
    clearTimeout(this.#timer);
    this.#timer = undefined;
  }
}

/** @param {Uint8Array[]} pieces */
function join(pieces) {
  const whole = new Uint8Array(pieces.reduce((sum, piece) => sum + piece.length, 0));
  let at = 0;
  for (const piece of pieces) {
    whole.set(piece, at);
    at += piece.length;
  }
  return whole;
}
