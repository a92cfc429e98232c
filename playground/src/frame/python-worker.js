/** Starts Python, says so, runs one project's main.py, then waits to be terminated. */

import EVENT_LOOP from "./event_loop.py";
import { MessageInput } from "./input.js";
import LAUNCHER from "./launcher.py";
import MICROPIP from "./micropip.py";
import { startPython } from "./pyodide.js";
import { edgePackage } from "./python-edge.js";
import { crashed, messageOf, openInput, output, report, runToEnd } from "./worker-port.js";

/** @import {PyodideAPI} from "pyodide" */
/** @import {Ending, Given, Load, Start} from "../messages.js" */
/** @import {GivenInput, SharedInput} from "./input.js" */

const PROJECT = "/project";
const PACKAGES = "/packages";

/** @type {Promise<PyodideAPI>} */
let loading;

/** @type {GivenInput | MessageInput | SharedInput} */
let input;

/** @param {MessageEvent<Load | Start | Given>} event */
self.onmessage = ({ data }) => {
  if (data.type === "load") load(data);
  else if (data.type === "start") run(data).catch(crashed);
  else if (input instanceof MessageInput) input.receive(data.bytes);
};

/** @param {Load} load */
function load({ files }) {
  loading = startPython(files).then((python) => {
    python.runPython(LAUNCHER);
    return python;
  });
  loading.then(() => report({ type: "loaded" }), () => {});
}

/** @param {Start} start */
async function run(start) {
  const python = await loading;
  input = openInput(start);
  if (start.program.runtime === "python") writeFiles(python, PROJECT, start.program.files);
  const told = `${MICROPIP}\nNOT_ASKED = ${JSON.stringify(start.words.notAsked)}\n`;
  writeFiles(python, PACKAGES, { ...edgePackage(start.words), "micropip.py": told });
  for (const wheel of start.packages ?? []) python.unpackArchive(wheel, "wheel", { extractDir: PACKAGES });
  openStreams(python);
  const { args, env } = start.invocation;
  python.globals.get("configure")(PROJECT, PACKAGES, python.toPy(args), python.toPy(env));
  if (input instanceof MessageInput) python.globals.get("read_typed")(typedReader(input));
  const loop = `${EVENT_LOOP}\nENDLESS = ${JSON.stringify(start.words.endless)}\n`;
  python.runPython(loop, { globals: python.globals.get("dict")() }); // last: a loop of Pyodide's makes itself the running one
  await runToEnd(() => execute(python), () => heapOf(python));
}

/** @param {PyodideAPI} python @param {string} folder @param {Record<string, string | Uint8Array>} files */
function writeFiles(python, folder, files) {
  for (const [path, held] of Object.entries(files)) {
    const full = `${folder}/${path}`;
    python.FS.mkdirTree(full.slice(0, full.lastIndexOf("/")));
    python.FS.writeFile(full, held);
  }
}

/** @param {PyodideAPI} python */
function openStreams(python) {
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
}

/** What Python waits for, suspended. @param {MessageInput} input */
function typedReader(input) {
  return async (/** @type {number} */ size) => {
    await input.fill();
    return input.read(size);
  };
}

/** Suspendable where the engine can, so that Python may wait for a promise of JavaScript. @param {PyodideAPI} python @returns {Promise<Ending>} */
async function execute(python) {
  const launch = python.globals.get("launch");
  try {
    return { how: "exited", code: await ("Suspending" in WebAssembly ? launch.callPromising() : launch()) };
  } catch (error) {
    return exitOf(error) ?? { how: "trapped", message: messageOf(error) };
  }
}

/** @param {PyodideAPI} python */
function heapOf(python) {
  return /** @type {{_module: {HEAP8: Int8Array}}} */ (/** @type {unknown} */ (python))._module.HEAP8.byteLength;
}

/** os._exit ends the interpreter with an error that holds the code. @param {unknown} error @returns {Ending | null} */
function exitOf(error) {
  const code = error instanceof Error && "status" in error ? error.status : null;
  return typeof code === "number" ? { how: "exited", code } : null;
}
