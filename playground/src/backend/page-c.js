/** C, compiled in the page by clang. */

import { withoutAssets } from "../assets.js";
import { readClang, readable } from "./clang-messages.js";
import { Compiler } from "./compiler.js";
import { NO_MAIN, readLinker } from "./linker-messages.js";
import { PLAYGROUND } from "./place.js";

/** @import {Answer, Order} from "./clang-worker.js" */
/** @import {Tools} from "./clang-tools.js" */
/** @import {Compile} from "./page.js" */

/** @type {Compiler<Order, Answer>} */
const compiler = new Compiler(`${PLAYGROUND}clang-worker.js`);

/** What the next worker need not fetch again. @type {Tools | null} */
let tools = null;

/** @type {Compile} */
export async function compileC({ files }, profile, signal, watch) {
  const base = `${PLAYGROUND}clang/`;
  const done = await compiler.run(() => ({ files: withoutAssets(files), profile, base, tools }), signal, (answer) => {
    if (answer.type === "progress") watch(answer.progress);
    if (answer.type !== "tools") return;
    tools = answer.tools;
    watch({ position: null, wait: null });
  });
  const diagnostics = [...readClang(done.compiler, files), ...readLinker(done.linker, files)];
  if (!done.main) diagnostics.push(NO_MAIN);
  return { module: done.module, diagnostics, log: readable(`${done.compiler}\n${done.linker}`) };
}
