/** Runs one WASI preview 1 command, then waits to be terminated. */

import { WASI, WASIProcExit } from "@bjorn3/browser_wasi_shim";
import { MessageInput } from "./input.js";
import { edgeImports } from "./wasi-edge.js";
import { Inspector } from "./wasi-inspector.js";
import { sleepImports } from "./wasi-sleep.js";
import { socketImports } from "./wasi-sockets.js";
import { InputFd, OutputFd } from "./wasi-streams.js";
import { promising, readImports } from "./wasi-suspend.js";
import { crashed, messageOf, openInput, output, runToEnd } from "./worker-port.js";

/** @import {Call, Ending, Given, Start} from "../messages.js" */
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
  const inspector = start.wanted === null ? null : new Inspector();
  const watched = (/** @type {Record<string, any>} */ functions) => inspector?.watched(functions) ?? functions;
  const { instance } = await WebAssembly.instantiate(start.program.module, {
    wasi_snapshot_preview1: watched(imports),
    edge: watched(edgeImports(wasi, start.words)),
  });
  inspector?.begin(instance);
  const call = start.wanted?.call ?? null;
  await runToEnd(
    () => execute(wasi, instance, async (exports) => {
      if (call === null) await promising(exports._start)();
      else inspector?.returned(await called(exports, call));
    }),
    () => wasi.inst.exports.memory?.buffer.byteLength ?? 0,
    () => inspector?.report(),
  );
}

/** Calls an export as its host would: of a library that has to be initialised first, that is done. @param {Record<string, any>} exports @param {Call} call */
async function called(exports, { name, args }) {
  exports._initialize?.();
  return promising(exports[name])(...args.map(({ type, text }) => (type === "i64" ? BigInt(text) : Number(text))));
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

/** @typedef {{memory: WebAssembly.Memory, _start: () => unknown}} Exports */

/** @param {WASI} wasi @param {WebAssembly.Instance} instance @param {(exports: Exports) => Promise<void>} start @returns {Promise<Ending>} */
async function execute(wasi, instance, start) {
  const exports = /** @type {Exports} */ (/** @type {unknown} */ (instance.exports));
  wasi.inst = { exports };
  try {
    await start(exports);
    return { how: "exited", code: 0 };
  } catch (error) {
    if (error instanceof WASIProcExit) return { how: "exited", code: error.code };
    return { how: "trapped", message: messageOf(error), stack: error instanceof Error ? String(error.stack) : "" };
  }
}
