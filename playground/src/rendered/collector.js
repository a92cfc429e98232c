/** Keeps what a program prints on standard output for as long as it may be something to look at. */

import { KEPT_LIMIT } from "../messages.js";
import { kindOf } from "./kind.js";

/** @import {Kind} from "./kind.js" */

export class Collector {
  #bytes = new Uint8Array(64 * 1024);
  #length = 0;
  /** @type {Kind | null | undefined} */
  kind = undefined;

  /** @param {Uint8Array} bytes */
  add(bytes) {
    if (this.kind === null) return;
    this.#append(bytes.subarray(0, Math.max(0, KEPT_LIMIT - this.#length)));
    this.kind ??= kindOf(this.bytes, false);
  }

  /** Nothing more comes. */
  end() {
    if (this.kind === undefined) this.kind = kindOf(this.bytes, true);
  }

  get bytes() {
    return this.#bytes.subarray(0, this.#length);
  }

  /** @param {Uint8Array} piece */
  #append(piece) {
    if (this.#length + piece.length > this.#bytes.length) {
      const larger = new Uint8Array(2 * (this.#length + piece.length));
      larger.set(this.bytes);
      this.#bytes = larger;
    }
    this.#bytes.set(piece, this.#length);
    this.#length += piece.length;
  }
}
