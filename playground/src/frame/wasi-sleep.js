/** `poll_oneoff` for a clock, asleep instead of spinning as the shim does. */

import { wasi } from "@bjorn3/browser_wasi_shim";

/** @import {WASI} from "@bjorn3/browser_wasi_shim" */

const NANOSECONDS_PER_MS = 1e6;

/** @param {WASI} process @returns {{poll_oneoff?: (input: number, output: number, count: number, stored: number) => number}} */
export function sleepImports(process) {
  if (typeof SharedArrayBuffer === "undefined") return {};
  const nobody = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  return {
    poll_oneoff(input, output, count, stored) {
      if (count !== 1) return wasi.ERRNO_NOTSUP;
      const view = new DataView(process.inst.exports.memory.buffer);
      const wanted = wasi.Subscription.read_bytes(view, input);
      if (wanted.eventtype !== wasi.EVENTTYPE_CLOCK) return wasi.ERRNO_NOTSUP;
      Atomics.wait(nobody, 0, 0, milliseconds(wanted));
      new wasi.Event(wanted.userdata, wasi.ERRNO_SUCCESS, wanted.eventtype).write_bytes(view, output);
      view.setUint32(stored, 1, true);
      return wasi.ERRNO_SUCCESS;
    },
  };
}

/** @param {wasi.Subscription} wanted */
function milliseconds({ flags, clockid, timeout }) {
  const duration = Number(timeout) / NANOSECONDS_PER_MS;
  if ((flags & wasi.SUBCLOCKFLAGS_SUBSCRIPTION_CLOCK_ABSTIME) === 0) return duration;
  return duration - (clockid === wasi.CLOCKID_REALTIME ? Date.now() : performance.now());
}
