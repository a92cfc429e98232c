/** Starts Pyodide from files that are here already: its code is part of this script, and it fetches nothing. */

import { loadPyodide } from "pyodide";
import createPyodideModule from "pyodide/pyodide.asm.mjs";

/** @import {PyodideAPI} from "pyodide" */
/** @import {PythonFiles} from "../messages.js" */

/** Names the files for Pyodide, which takes addresses only. Nothing is there. */
const BASE = "https://pyodide.invalid/";

/** From the snapshot of a started Python if that works, which is quicker, else from scratch. @param {PythonFiles} files @returns {Promise<PyodideAPI>} */
export async function startPython(files) {
  const { snapshot } = files;
  if (snapshot === null) return start(files, { createPyodideModule });
  try {
    return await start(files, { createPyodideModule: fitting(snapshot), _loadSnapshot: snapshot });
  } catch {
    return start(files, { createPyodideModule });
  }
}

/**
 * Makes the module as Pyodide does, and the snapshot fit for this engine. CPython calls C functions by a trampoline of
 * WebAssembly where the engine has typed references, else of JavaScript; a program can be suspended in the first only.
 * Which one it is stands in CPython's memory before its start, and the snapshot holds what the build's Node had.
 * @param {ArrayBuffer} snapshot
 */
function fitting(snapshot) {
  return async (/** @type {object} */ settings) => {
    const module = await createPyodideModule(settings);
    const { HEAP32, __PyRuntime: runtime, __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: offset } = module;
    const place = (runtime + (HEAP32[offset / 4] ?? 0)) / 4;
    const [, start = 0] = new Uint32Array(snapshot, 0, 2);
    new Int32Array(snapshot, start, HEAP32.length)[place] = HEAP32[place] ?? 0;
    return module;
  };
}

/** @param {PythonFiles} files @param {object} options @returns {Promise<PyodideAPI>} */
async function start({ module, stdlib, lock }, options) {
  const { fetch } = self;
  const { instantiateStreaming } = WebAssembly;
  self.fetch = async (address) => new Response(String(address).endsWith(".zip") ? stdlib : null);
  WebAssembly.instantiateStreaming = async (_response, imports) => {
    return { module, instance: await WebAssembly.instantiate(module, imports) };
  };
  try {
    return await loadPyodide({ indexURL: BASE, lockFileContents: JSON.parse(lock), ...options });
  } finally {
    Object.assign(self, { fetch });
    Object.assign(WebAssembly, { instantiateStreaming });
  }
}
