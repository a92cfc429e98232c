/** Runs a command to its end, so that its functions can be called. */

import { WASI } from "@bjorn3/browser_wasi_shim";

/** @param {BufferSource} module @returns {Promise<WebAssembly.Exports>} */
export async function started(module) {
  const wasi = new WASI(["program"], [], [], { debug: false });
  const { instance } = await WebAssembly.instantiate(module, { wasi_snapshot_preview1: wasi.wasiImport });
  wasi.start({ exports: /** @type {{memory: WebAssembly.Memory, _start: () => unknown}} */ (/** @type {unknown} */ (instance.exports)) });
  return instance.exports;
}
