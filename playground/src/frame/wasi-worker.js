/** Runs one WASI preview 1 command, then waits to be terminated. */

import { WASI, WASIProcExit } from "@bjorn3/browser_wasi_shim";
import { MessageInput } from "./input.js";
import { edgeImports } from "./wasi-edge.js";
import { sleepImports } from "./wasi-sleep.js";
import { socketImports } from "./wasi-sockets.js";
import { InputFd, OutputFd } from "./wasi-streams.js";
import { promising, readImports } from "./wasi-suspend.js";
import { crashed, messageOf, openInput, output, runToEnd } from "./worker-port.js";

/** @import {Ending, Given, Start} from "../messages.js" */
/** @import {GivenInput, SharedInput} from "./input.js" */

const PROGRAM_NAME = "program";

/** @type {GivenInput | MessageInput | SharedInput} */
let input;

/** @param {MessageEvent<Start | Given>} event */
self.onmessage = ({ data }) => {
  if (data.type === "start") run(data).catch(crashed);
  else if (input instanceof MessageInput) input.receive(data.bytes);
};

/** @param {Start} start */
async function run(start) {
  if (start.program.runtime !== "wasi") return;
  input = openInput(start);
  const wasi = makeWasi(start);
  const imports = {
    ...wasi.wasiImport,
    ...sleepImports(wasi),
    ...socketImports(wasi),
    ...readImports(wasi, input),
  };
  const { instance } = await WebAssembly.instantiate(start.program.module, {
    wasi_snapshot_preview1: imports,
    edge: edgeImports(wasi),
  });
  await runToEnd(() => execute(wasi, instance));
}

/** @param {Start} start */
function makeWasi({ invocation: { args, env } }) {
  return new WASI(
    [PROGRAM_NAME, ...args],
    Object.entries(env).map(([name, value]) => `${name}=${value}`),
    [
      new InputFd(input),
      new OutputFd((bytes) => output("stdout", bytes)),
      new OutputFd((bytes) => output("stderr", bytes)),
    ],
    { debug: false },
  );
}

/** @param {WASI} wasi @param {WebAssembly.Instance} instance @returns {Promise<Ending>} */
async function execute(wasi, instance) {
  const exports = /** @type {{memory: WebAssembly.Memory, _start: () => unknown}} */ (instance.exports);
  wasi.inst = { exports };
  try {
    await promising(exports._start)();
    return { how: "exited", code: 0 };
  } catch (error) {
    if (error instanceof WASIProcExit) return { how: "exited", code: error.code };
    return { how: "trapped", message: messageOf(error) };
  }
}
