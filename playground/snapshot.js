/**
 * A picture of Pyodide's memory just after its start, which loads in a fifth of the time that a start takes.
 * Pyodide's API for it is private, so its version is pinned and the worker can do without.
 */

import { loadPyodide } from "pyodide";

/** As in a browser; else the picture would hold the path of the build's own script. */
const PROGRAM = "./this.program";

/** @returns {Promise<Uint8Array>} */
export async function snapshot() {
  const python = await loadPyodide({ _makeSnapshot: true, _sysExecutable: PROGRAM });
  return python.makeMemorySnapshot();
}
