/** Assembles WebAssembly text, and writes a module as text. */

import wabt from "wabt";

/**
 * To the worker, and from it: the module or its text, or what is wrong.
 * @typedef {{file: string, text: string} | {module: Uint8Array}} Order
 * @typedef {{type: "done", module: Uint8Array<ArrayBuffer> | null, text: string, log: string} | {type: "failed", message: string}} Answer
 */

/** What a browser of today runs and the assembler knows. */
const FEATURES = {
  exceptions: true,
  mutable_globals: true,
  sat_float_to_int: true,
  sign_extension: true,
  simd: true,
  threads: true,
  function_references: true,
  multi_value: true,
  tail_call: true,
  bulk_memory: true,
  reference_types: true,
  annotations: true,
  gc: true,
  memory64: true,
  extended_const: true,
  relaxed_simd: true,
};

/** @param {Answer} answer */
const post = (answer) => self.postMessage(answer);

/** @param {MessageEvent<Order>} event */
self.onmessage = async ({ data }) => {
  try {
    const { parseWat, readWasm } = await wabt();
    if ("module" in data) post({ type: "done", module: null, text: written(readWasm, data.module), log: "" });
    else post({ type: "done", text: "", ...assemble(parseWat, data.file, data.text) });
  } catch (error) {
    post({ type: "failed", message: error instanceof Error ? error.message : String(error) });
  }
};

/** @param {Awaited<ReturnType<typeof wabt>>["parseWat"]} parseWat @param {string} file @param {string} text */
function assemble(parseWat, file, text) {
  /** @type {ReturnType<typeof parseWat> | null} */
  let module = null;
  try {
    module = parseWat(file, text, FEATURES);
    module.resolveNames();
    module.validate();
    return { module: module.toBinary({ write_debug_names: true }).buffer.slice(), log: "" };
  } catch (error) {
    return { module: null, log: error instanceof Error ? error.message : String(error) };
  } finally {
    module?.destroy();
  }
}

/** @param {Awaited<ReturnType<typeof wabt>>["readWasm"]} readWasm @param {Uint8Array} bytes */
function written(readWasm, bytes) {
  const module = readWasm(bytes, { readDebugNames: true, ...FEATURES });
  try {
    module.applyNames();
    return module.toText({ foldExprs: false, inlineExport: false });
  } finally {
    module.destroy();
  }
}
