/**
 * A picture of Pyodide's memory just after its start, which loads in a fifth of the time that a start takes.
 * Pyodide's API for it is private, so its version is pinned and the worker can do without.
 */

import { loadPyodide } from "pyodide";

/** As in a browser; else the picture would hold the path of the build's own script. */
const PROGRAM = "./this.program";

/** What every run imports before the program's first line. In the picture it costs a run nothing, else a quarter of a second. */
const IMPORTS = "import asyncio.selector_events, importlib.metadata, linecache, pyodide.ffi, pyodide.webloop, random, traceback";

/** @returns {Promise<Uint8Array>} */
export async function snapshot() {
  knowSuspension();
  const python = await loadPyodide({ _makeSnapshot: true, _sysExecutable: PROGRAM });
  python.runPython(IMPORTS);
  return python.makeMemorySnapshot();
}

/**
 * Pyodide notes at its start whether WebAssembly can be suspended (JSPI), and the picture holds the note. Browsers can
 * and older versions of Node cannot; nothing is suspended here. A browser that cannot finds out when it tries.
 */
function knowSuspension() {
  if ("Suspending" in WebAssembly) return;
  class Suspending {
    /** @param {Function} host */
    constructor(host) {
      return host;
    }
  }
  Object.assign(WebAssembly, { Suspending, promising: (/** @type {Function} */ guest) => guest });
}
