/** One run of a program in the sandbox, apart from the session's: it has a connection, and so a worker, of its own. */

import { connect } from "../backend/index.js";
import { Runtime } from "../runtime.js";
import { OUTPUT_LIMIT } from "../messages.js";

/** @import {Ending, Inspection, Invocation, Program, Stream, Wanted} from "../messages.js" */

/** @typedef {{ending: Ending, milliseconds: number, output: Record<Stream, Uint8Array>, inspection: Inspection | null}} Ran */

/** Rejects when the signal is aborted, which ends the program. @param {Program} program @param {Invocation} invocation @param {Wanted | null} wanted @param {AbortSignal} signal @returns {Promise<Ran>} */
export async function runOnce(program, invocation, wanted, signal) {
  const runtime = new Runtime((await connect()).sandbox);
  const output = { stdout: new Written(), stderr: new Written() };
  /** @type {Inspection | null} */
  let inspection = null;
  try {
    return await new Promise((resolve, reject) => {
      signal.throwIfAborted();
      signal.addEventListener("abort", () => reject(signal.reason), { once: true });
      const ended = (/** @type {Ending} */ ending, /** @type {number} */ milliseconds) =>
        resolve({ ending, milliseconds, output: { stdout: output.stdout.bytes, stderr: output.stderr.bytes }, inspection });
      runtime.run(program, invocation, {
        started: () => {},
        waiting: () => runtime.endInput(),
        output: (stream, bytes) => output[stream].add(bytes),
        inspected: (given) => (inspection = given),
        ended,
      }, wanted).catch(reject);
    });
  } finally {
    await runtime.close();
  }
}

class Written {
  /** @type {Uint8Array[]} */
  #pieces = [];
  #room = OUTPUT_LIMIT;

  /** @param {Uint8Array} piece */
  add(piece) {
    const kept = piece.subarray(0, Math.max(0, this.#room));
    this.#room -= kept.length;
    this.#pieces.push(kept);
  }

  get bytes() {
    const whole = new Uint8Array(this.#pieces.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const piece of this.#pieces) {
      whole.set(piece, at);
      at += piece.length;
    }
    return whole;
  }
}
