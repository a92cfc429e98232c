/** WebAssembly text, assembled and written in the page by wabt. */

import { Compiler } from "./compiler.js";
import { PLAYGROUND } from "./place.js";
import { readWabt } from "./wabt-messages.js";

/** @import {Check, Compile} from "./page.js" */
/** @import {Answer, Order} from "./wat-worker.js" */

const ENTRY = "main.wat";

/** @type {Compiler<Order, Answer>} */
const assembler = new Compiler(`${PLAYGROUND}wat-worker.js`);

/** Other files take no part, and both profiles are the same. @type {Compile} */
export async function assembleWat({ files }, _profile, signal) {
  const text = files[ENTRY] ?? "";
  const { module, log } = await assembler.run(() => ({ file: ENTRY, text }), signal);
  return { module, diagnostics: readWabt(log, ENTRY, text), log };
}

/** @type {Check} */
export async function checkWat(project) {
  return (await assembleWat(project, "debug", new AbortController().signal, () => {})).diagnostics;
}

/** A module as text. Rejects with CannotBuild where it cannot be read. @param {ArrayBuffer} module @param {AbortSignal} signal */
export async function disassembled(module, signal) {
  return (await assembler.run(() => ({ module: new Uint8Array(module) }), signal)).text;
}
