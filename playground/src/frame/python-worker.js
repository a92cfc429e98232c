/** Loads Pyodide, says so, runs one project's main.py, then waits to be terminated. */

import { messageOf, openInput, output, report, runToEnd } from "./worker-port.js";
import LAUNCHER from "./launcher.py";

/** @import {PyodideAPI} from "pyodide" */
/** @import {Ending, Load, Start} from "../messages.js" */

const PROJECT = "/project";

/** @type {Promise<PyodideAPI>} */
let loading;

/** @param {MessageEvent<Load | Start>} event */
self.onmessage = async ({ data }) => {
  if (data.type === "load") {
    loading = load(data.base);
    loading.then(() => report({ type: "loaded" }), () => {});
    return;
  }
  try {
    const python = await loading;
    prepare(python, data);
    runToEnd(() => execute(python));
  } catch (error) {
    report({ type: "ended", ending: { how: "crashed", message: messageOf(error) }, milliseconds: 0 });
  }
};

/** From the snapshot of a started Python if that works, which is quicker, else from scratch. @param {string} base @returns {Promise<PyodideAPI>} */
async function load(base) {
  const { loadPyodide } = await import(`${base}pyodide.mjs`);
  try {
    return await loadPyodide({ indexURL: base, _loadSnapshot: fetchSnapshot(base) });
  } catch {
    return loadPyodide({ indexURL: base });
  }
}

/** @param {string} base */
async function fetchSnapshot(base) {
  const response = await fetch(`${base}snapshot.bin`);
  if (!response.ok) throw new Error(`snapshot.bin: the server answered ${response.status}`);
  return response.arrayBuffer();
}

/** @param {PyodideAPI} python @param {Start} start */
function prepare(python, start) {
  if (start.program.runtime !== "python") return;
  for (const [path, text] of Object.entries(start.program.files)) {
    const full = `${PROJECT}/${path}`;
    python.FS.mkdirTree(full.slice(0, full.lastIndexOf("/")));
    python.FS.writeFile(full, text);
  }
  const input = openInput(start);
  python.setStdin({
    isatty: false, // else input() writes its prompt to stderr, as CPython does on a terminal without readline
    read(buffer) {
      const bytes = input.read(buffer.length);
      buffer.set(bytes);
      return bytes.length;
    },
  });
  for (const stream of /** @type {const} */ (["stdout", "stderr"])) {
    const write = (/** @type {Uint8Array} */ bytes) => (output(stream, bytes), bytes.length);
    (stream === "stdout" ? python.setStdout : python.setStderr)({ write, isatty: true });
  }
  python.runPython(LAUNCHER);
  const configure = python.globals.get("configure");
  configure(PROJECT, python.toPy(start.invocation.args), python.toPy(start.invocation.env));
}

/** @param {PyodideAPI} python @returns {Ending} */
function execute(python) {
  try {
    return { how: "exited", code: python.globals.get("launch")() };
  } catch (error) {
    return exitOf(error) ?? { how: "trapped", message: messageOf(error) };
  }
}

/** os._exit ends the interpreter with an error that holds the code. @param {unknown} error @returns {Ending | null} */
function exitOf(error) {
  const code = error instanceof Error && "status" in error ? error.status : null;
  return typeof code === "number" ? { how: "exited", code } : null;
}
