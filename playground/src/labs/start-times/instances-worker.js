/** Measures how long instances of one module take to start, and nothing else is done with them. */

import { spreadOf } from "../spread.js";

const BATCHES = 21;
const BATCH_MS = 4;
const FIRST_BATCH = 8;
const LARGEST_BATCH = 512;

/** @param {MessageEvent<ArrayBuffer>} event */
self.onmessage = async ({ data }) => {
  const module = new WebAssembly.Module(data);
  const imports = importsOf(module);
  const size = batchSize(module, imports);
  const each = [];
  for (let batch = 0; batch < BATCHES; batch++) {
    each.push((timed(module, imports, size) * 1000) / size);
    await new Promise((resolve) => setTimeout(resolve));
  }
  self.postMessage({ ...spreadOf(each), count: BATCHES * size });
};

/** Functions that do nothing: an instance needs them to start, and none is called. @param {WebAssembly.Module} module */
function importsOf(module) {
  /** @type {Record<string, Record<string, () => number>>} */
  const imports = {};
  for (const { module: from, name } of WebAssembly.Module.imports(module)) {
    imports[from] = { ...imports[from], [name]: () => 0 };
  }
  return imports;
}

/**
 * So many that the browser's clock, which may tick only every 0.1 ms, can tell their time.
 * @param {WebAssembly.Module} module @param {WebAssembly.Imports} imports
 */
function batchSize(module, imports) {
  let size = FIRST_BATCH;
  while (size < LARGEST_BATCH && timed(module, imports, size) < BATCH_MS) size *= 2;
  return size;
}

/** Milliseconds for `count` instances. @param {WebAssembly.Module} module @param {WebAssembly.Imports} imports @param {number} count */
function timed(module, imports, count) {
  const began = performance.now();
  for (let i = 0; i < count; i++) new WebAssembly.Instance(module, imports);
  return performance.now() - began;
}
