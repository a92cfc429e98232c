/** Runs one WASI preview 1 command, then waits to be terminated. */

import { WASI, WASIProcExit } from "@bjorn3/browser_wasi_shim";
import { sleepImports } from "./wasi-sleep.js";
import { socketImports } from "./wasi-sockets.js";
import { InputFd, OutputFd } from "./wasi-streams.js";
import { messageOf, openInput, output, report, runToEnd } from "./worker-port.js";

/** @import {Ending, Start} from "../messages.js" */

const PROGRAM_NAME = "program";

/** @param {MessageEvent<Start>} event */
self.onmessage = async ({ data: start }) => {
  if (start.program.runtime !== "wasi") return;
  const { args, env } = start.invocation;
  const wasi = new WASI(
    [PROGRAM_NAME, ...args],
    Object.entries(env).map(([name, value]) => `${name}=${value}`),
    [
      new InputFd(openInput(start)),
      new OutputFd((bytes) => output("stdout", bytes)),
      new OutputFd((bytes) => output("stderr", bytes)),
    ],
    { debug: false },
  );
  try {
    const { instance } = await WebAssembly.instantiate(start.program.module, {
      wasi_snapshot_preview1: { ...wasi.wasiImport, ...sleepImports(wasi), ...socketImports(wasi) },
    });
    runToEnd(() => execute(wasi, instance));
  } catch (error) {
    report({ type: "ended", ending: { how: "crashed", message: messageOf(error) }, milliseconds: 0 });
  }
};

/** @param {WASI} wasi @param {WebAssembly.Instance} instance @returns {Ending} */
function execute(wasi, instance) {
  const exports = /** @type {{memory: WebAssembly.Memory, _start: () => unknown}} */ (instance.exports);
  try {
    return { how: "exited", code: wasi.start({ exports }) };
  } catch (error) {
    if (error instanceof WASIProcExit) return { how: "exited", code: error.code };
    return { how: "trapped", message: messageOf(error) };
  }
}
