/** C, compiled in the page by clang. */

import { withoutAssets } from "../assets.js";
import { readClang, readable } from "./clang-messages.js";
import { Compiler } from "./compiler.js";
import { NO_MAIN, readLinker } from "./linker-messages.js";
import { PLAYGROUND } from "./place.js";

/** @import {Answer, Order} from "./clang-worker.js" */
/** @import {Tools} from "./clang-tools.js" */
/** @import {Check, Compile} from "./page.js" */

/** @type {Compiler<Order, Answer>} */
const compiler = new Compiler(`${PLAYGROUND}clang-worker.js`);

/** What the next worker need not fetch again. @type {Tools | null} */
let tools = null;

/** Only once the compiler is here: to fetch it is for a build to do. @type {Check} */
export async function checkC(project) {
  if (tools === null) return null;
  return (await compileC(project, "debug", new AbortController().signal, () => {})).diagnostics;
}

/** @type {Compile} */
export async function compileC({ files, binary = {} }, profile, signal, watch) {
  const base = `${PLAYGROUND}clang/`;
  const done = await compiler.run(() => ({ files: withoutAssets({ ...files, ...binary }), profile, base, tools }), signal, (answer) => {
    if (answer.type === "progress") watch(answer.progress);
    if (answer.type !== "tools") return;
    tools = answer.tools;
    watch({ position: null, wait: null });
  });
  const diagnostics = [...readClang(done.compiler, files), ...readLinker(done.linker, files)];
  if (!done.main) diagnostics.push(NO_MAIN);
  return { module: done.module, diagnostics, log: readable(`${done.compiler}\n${done.linker}`) };
}
