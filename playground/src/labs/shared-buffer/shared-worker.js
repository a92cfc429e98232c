/** Holds one Rust program; JavaScript and Python work in the buffer that it lends. */

import { pythonFiles } from "../../frame/python-files.js";
import { started } from "../started.js";
import REACH from "./reach.py";
import { LENGTH } from "./tasks.js";

/** @import {PyodideAPI} from "pyodide" */
/** @import {PythonFiles} from "../../messages.js" */
/** @import {Command, Report, Task} from "./tasks.js" */

/**
 * @typedef {{memory: WebAssembly.Memory, lend: (bytes: number) => number, sum: (at: number, bytes: number) => number,
 *   invert: (at: number, bytes: number) => void}} Rust
 */

/** @type {Rust} */
let rust;
let at = 0;
let playground = "";
/** @type {Promise<PyodideAPI> | null} */
let python = null;

/** @param {MessageEvent<Command>} event */
self.onmessage = async ({ data }) => {
  if (data.type === "start") {
    rust = /** @type {Rust} */ (/** @type {unknown} */ (await started(data.module)));
    at = rust.lend(LENGTH);
    playground = data.playground;
    return report("Rust has lent its buffer; all bytes are 0.");
  }
  try {
    report(await TASKS[data.task]());
  } catch (error) {
    report(`That did not work: ${error instanceof Error ? error.message : error}`);
  }
};

/** @type {Record<Task, () => string | Promise<string>>} */
const TASKS = {
  fill() {
    view().forEach((_, i, bytes) => (bytes[i] = i));
    return `JavaScript wrote ${LENGTH} bytes through its view. Nothing was copied.`;
  },
  sum() {
    return `Rust added up the bytes where they are: ${rust.sum(at, LENGTH)}.`;
  },
  invert() {
    rust.invert(at, LENGTH);
    return "Rust inverted every byte. JavaScript's view shows it, as it is the same memory.";
  },
  async python() {
    const reach = (await startedPython()).globals.get("add_one");
    const sum = reach(view());
    return `Python added 1 to each byte through JavaScript's view, one call a byte, and counted ${sum}. Rust counts ${rust.sum(at, LENGTH)}.`;
  },
  async copy() {
    const { globals } = await startedPython();
    const own = globals.get("own");
    const buffer = own.getBuffer("u8");
    buffer.data.set(view());
    const seen = globals.get("total")();
    buffer.release();
    own.destroy();
    return `One copy went from Rust's memory into Python's bytearray, through a view of it. Python counts ${seen} there.`;
  },
};

/** A new one each time: growing the memory detaches the old one's buffer. */
function view() {
  return new Uint8Array(rust.memory.buffer, at, LENGTH);
}

function startedPython() {
  python ??= load();
  return python;
}

/** @returns {Promise<PyodideAPI>} */
async function load() {
  importScripts(new URL("labs/python-script.js", playground).href);
  const { startPython } = /** @type {{startPython: (files: PythonFiles) => Promise<PyodideAPI>}} */ (/** @type {unknown} */ (self));
  const made = await startPython(await pythonFiles(file));
  made.runPython(REACH);
  return made;
}

/** @param {string} name */
async function file(name) {
  const response = await fetch(new URL(`frame/${name}`, playground));
  if (!response.ok) throw new Error(`${name}: the server answered ${response.status}`);
  return response;
}

/** @param {string} said */
function report(said) {
  /** @type {Report} */
  const report = { at, bytes: view().slice(), said };
  self.postMessage(report);
}
