/**
 * Standard input that is typed while the program runs. The frame answers a worker that reads with some bytes, or with
 * none at the end of the input. Where there is shared memory the worker waits on it; where the engine can suspend
 * WebAssembly (JSPI) the worker waits for a message; elsewhere all input is given beforehand.
 *
 * Layout of the shared memory: Int32 `state` (WANTED, or ENDED, or the number of bytes that were given), then the bytes.
 */

const STATE_BYTES = Int32Array.BYTES_PER_ELEMENT;
const CAPACITY = 64 * 1024;
const WANTED = 0;
const ENDED = -1;

/** @typedef {(bytes: Uint8Array) => void} Give  At most CAPACITY bytes. */

/** The frame's end. */
export class InputWriter {
  /** @type {Uint8Array[]} */
  #queue = [];
  #ended = false;
  #wanted = false;
  #give;

  /** @param {Give} give  Hands some bytes over to the worker that waits; none at the end. */
  constructor(give) {
    this.#give = give;
  }

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
    const [head = new Uint8Array(), ...rest] = this.#queue;
    if (head.length === 0 && !this.#ended) return;
    const piece = head.slice(0, CAPACITY);
    this.#queue = piece.length < head.length ? [head.subarray(CAPACITY), ...rest] : rest;
    this.#wanted = false;
    this.#give(piece);
  }
}

export function sharedInput() {
  return new SharedArrayBuffer(STATE_BYTES + CAPACITY);
}

/** Hands over by shared memory. @param {SharedArrayBuffer} buffer @returns {Give} */
export function giveBy(buffer) {
  const state = new Int32Array(buffer, 0, 1);
  const bytes = new Uint8Array(buffer, STATE_BYTES);
  return (piece) => {
    bytes.set(piece);
    Atomics.store(state, 0, piece.length === 0 ? ENDED : piece.length);
    Atomics.notify(state, 0);
  };
}

/** @template {ArrayBufferLike} B @param {Uint8Array<B>} bytes @param {number} size @returns {[piece: Uint8Array<B>, rest: Uint8Array<B>]} */
function split(bytes, size) {
  return [bytes.subarray(0, size), bytes.subarray(size)];
}

/** The worker's end of shared memory. */
export class SharedInput {
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
    const [piece, rest] = split(this.#pending, size);
    this.#pending = rest;
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

/** The worker's end of messages. Before each `read` there must be a `fill`, during which the program is suspended. */
export class MessageInput {
  #ask;
  /** @type {Uint8Array} */
  #pending = new Uint8Array();
  /** @type {(bytes: Uint8Array) => void} */
  #resolve = () => {};

  /** @param {() => void} ask  Tells the frame that input is wanted. */
  constructor(ask) {
    this.#ask = ask;
  }

  /** What came. @param {Uint8Array} bytes */
  receive(bytes) {
    this.#resolve(bytes);
  }

  /** Resolves when there is something to read, or the input has ended. */
  async fill() {
    if (this.#pending.length > 0) return;
    this.#pending = await new Promise((/** @type {(bytes: Uint8Array) => void} */ resolve) => {
      this.#resolve = resolve;
      this.#ask();
    });
  }

  /** @param {number} size */
  read(size) {
    const [piece, rest] = split(this.#pending, size);
    this.#pending = rest;
    return piece;
  }
}

/** Input that was all given beforehand. */
export class GivenInput {
  #rest;

  /** @param {string} text */
  constructor(text) {
    this.#rest = new TextEncoder().encode(text);
  }

  /** @param {number} size */
  read(size) {
    const [piece, rest] = split(this.#rest, size);
    this.#rest = rest;
    return piece;
  }
}
