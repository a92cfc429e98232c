/**
 * Standard input that is typed while the program runs. A worker that reads waits on shared memory, so the program
 * needs no event loop; the frame answers with some bytes, or with the end of the input.
 *
 * Layout: Int32 `state` (WANTED, or ENDED, or the number of bytes that were given), then the bytes.
 */

const STATE_BYTES = Int32Array.BYTES_PER_ELEMENT;
const CAPACITY = 64 * 1024;
const WANTED = 0;
const ENDED = -1;

/** The frame's end. */
export class InputWriter {
  /** @type {Uint8Array[]} */
  #queue = [];
  #ended = false;
  #wanted = false;

  constructor() {
    this.buffer = new SharedArrayBuffer(STATE_BYTES + CAPACITY);
    this.#state = new Int32Array(this.buffer, 0, 1);
    this.#bytes = new Uint8Array(this.buffer, STATE_BYTES);
  }

  #state;
  #bytes;

  /** @param {string} text */
  write(text) {
    if (text === "" || this.#ended) return;
    this.#queue.push(new TextEncoder().encode(text));
    this.#answer();
  }

  end() {
    this.#ended = true;
    this.#answer();
  }

  /** The worker waits. Returns whether it must go on waiting because there is nothing to give. */
  want() {
    this.#wanted = true;
    this.#answer();
    return this.#wanted;
  }

  #answer() {
    if (!this.#wanted) return;
    const [head, ...rest] = this.#queue;
    if (head === undefined && !this.#ended) return;
    let state = ENDED;
    if (head !== undefined) {
      const piece = head.subarray(0, CAPACITY);
      this.#bytes.set(piece);
      this.#queue = piece.length < head.length ? [head.subarray(CAPACITY), ...rest] : rest;
      state = piece.length;
    }
    this.#wanted = false;
    Atomics.store(this.#state, 0, state);
    Atomics.notify(this.#state, 0);
  }
}

/** The worker's end. */
export class InputReader {
  #state;
  #bytes;
  #ask;
  /** @type {Uint8Array} */
  #pending = new Uint8Array();

  /**
   * @param {SharedArrayBuffer} buffer
   * @param {() => void} ask  Tells the frame that input is wanted.
   */
  constructor(buffer, ask) {
    this.#state = new Int32Array(buffer, 0, 1);
    this.#bytes = new Uint8Array(buffer, STATE_BYTES);
    this.#ask = ask;
  }

  /** Up to `size` bytes; none at the end of the input. Blocks until there are some. @param {number} size */
  read(size) {
    if (this.#pending.length === 0) this.#pending = this.#receive();
    const piece = this.#pending.subarray(0, size);
    this.#pending = this.#pending.subarray(piece.length);
    return piece;
  }

  #receive() {
    Atomics.store(this.#state, 0, WANTED);
    this.#ask();
    Atomics.wait(this.#state, 0, WANTED);
    const state = Atomics.load(this.#state, 0);
    return state === ENDED ? new Uint8Array() : this.#bytes.slice(0, state);
  }
}

/** Input that was all given beforehand, where there is no shared memory. */
export class GivenInput {
  #rest;

  /** @param {string} text */
  constructor(text) {
    this.#rest = new TextEncoder().encode(text);
  }

  /** @param {number} size */
  read(size) {
    const piece = this.#rest.subarray(0, size);
    this.#rest = this.#rest.subarray(piece.length);
    return piece;
  }
}
