/**
 * Sends what a program prints. Each write leaves at once, so that a program that then computes for ever has shown all of
 * it; a flood leaves in blocks, because a message for each of its lines would keep the frame busy for seconds, and a Stop
 * would have to wait behind them.
 */

import { KEPT_LIMIT } from "../messages.js";

/** @import {Stream} from "../messages.js" */

const BLOCK = 8 * 1024;
/** Writes that may leave one by one, and how many of them come back in a millisecond. */
const SINGLE = 2_000;
const AGAIN = 1;

/** @typedef {(stream: Stream, bytes: Uint8Array<ArrayBuffer>) => void} Send */

export class Printer {
  #send;
  #room = KEPT_LIMIT + 1;
  #singles = SINGLE;
  #last = performance.now();
  /** In a flood each stream keeps its own order; what two of them print may change places. */
  #blocks;

  /** @param {Send} send */
  constructor(send) {
    this.#send = send;
    this.#blocks = { stdout: new Block("stdout", send), stderr: new Block("stderr", send) };
  }

  /** One byte over the limit still leaves: it tells the page that there was more. @param {Stream} stream @param {Uint8Array} bytes */
  print(stream, bytes) {
    const shown = bytes.slice(0, this.#room);
    if (shown.length === 0) return;
    this.#room -= shown.length;
    if (shown.length <= BLOCK && !this.#single()) this.#blocks[stream].add(shown);
    else {
      this.flush();
      this.#send(stream, shown);
    }
    if (this.#room === 0) this.flush();
  }

  flush() {
    this.#blocks.stdout.flush();
    this.#blocks.stderr.flush();
  }

  /** Whether this write may leave by itself. */
  #single() {
    const now = performance.now();
    this.#singles = Math.min(SINGLE, this.#singles + AGAIN * (now - this.#last));
    this.#last = now;
    if (this.#singles < 1) return false;
    this.#singles -= 1;
    return true;
  }
}

class Block {
  #stream;
  #send;
  #bytes = new Uint8Array(BLOCK);
  #filled = 0;

  /** @param {Stream} stream @param {Send} send */
  constructor(stream, send) {
    this.#stream = stream;
    this.#send = send;
  }

  /** @param {Uint8Array} bytes  No more than fit into a block. */
  add(bytes) {
    if (this.#filled + bytes.length > BLOCK) this.flush();
    this.#bytes.set(bytes, this.#filled);
    this.#filled += bytes.length;
  }

  flush() {
    if (this.#filled === 0) return;
    this.#send(this.#stream, this.#bytes.slice(0, this.#filled));
    this.#filled = 0;
  }
}
