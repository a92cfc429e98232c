/** `poll_oneoff` for a clock, asleep instead of spinning as the shim does. */

import { wasi } from "@bjorn3/browser_wasi_shim";
import { suspending } from "./wasi-suspend.js";
import { flush } from "./worker-port.js";

/** @import {WASI} from "@bjorn3/browser_wasi_shim" */
/** @import {HostFunction} from "./wasi-suspend.js" */

const NANOSECONDS_PER_MS = 1e6;

/** On shared memory, or suspended where the engine can; else as the shim does. @param {WASI} process @returns {{poll_oneoff?: HostFunction}} */
export function sleepImports(process) {
  if (typeof SharedArrayBuffer !== "undefined") {
    const nobody = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    return {
      poll_oneoff(...place) {
        const wanted = subscription(process, ...place);
        if (wanted === null) return wasi.ERRNO_NOTSUP;
        flush();
        Atomics.wait(nobody, 0, 0, milliseconds(wanted));
        return happened(process, wanted, ...place);
      },
    };
  }
  const poll_oneoff = suspending(async (...place) => {
    const wanted = subscription(process, ...place);
    if (wanted === null) return wasi.ERRNO_NOTSUP;
    flush();
    await new Promise((resolve) => setTimeout(resolve, milliseconds(wanted)));
    return happened(process, wanted, ...place);
  });
  return poll_oneoff === null ? {} : { poll_oneoff };
}

/** The one clock that the program waits for, null if it waits for anything else. @param {WASI} process @param {number[]} place */
function subscription({ inst }, ...[input = 0, , count]) {
  const wanted = wasi.Subscription.read_bytes(new DataView(inst.exports.memory.buffer), input);
  return count === 1 && wanted.eventtype === wasi.EVENTTYPE_CLOCK ? wanted : null;
}

/** @param {WASI} process @param {wasi.Subscription} wanted @param {number[]} place */
function happened({ inst }, { userdata, eventtype }, ...[, output = 0, , stored = 0]) {
  const view = new DataView(inst.exports.memory.buffer);
  new wasi.Event(userdata, wasi.ERRNO_SUCCESS, eventtype).write_bytes(view, output);
  view.setUint32(stored, 1, true);
  return wasi.ERRNO_SUCCESS;
}

/** @param {wasi.Subscription} wanted */
function milliseconds({ flags, clockid, timeout }) {
  const duration = Number(timeout) / NANOSECONDS_PER_MS;
  if ((flags & wasi.SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME) === 0) return duration;
  return duration - (clockid === wasi.CLOCKID_REALTIME ? Date.now() : performance.now());
}
