/** Compiles C projects, one after the other, until it is terminated. */

import EDGE_H from "../../../runner/wardian/toolchains/edge/edge.h";
import { HEADERS, compileArgs, linkArgs, objectOf } from "./clang-flags.js";
import { fetchTools, provide } from "./clang-tools.js";

/** @import {Tools} from "./clang-tools.js" */
/** @import {Fetching, Stop} from "./compiler.js" */

/**
 * To the worker. `tools` are those of an earlier worker, if there was one.
 * @typedef {{files: Record<string, string | Uint8Array>, profile: "debug" | "release", base: string, tools: Tools | null}} Order
 * From it: the tools as soon as they are there; then how it went. `compiler` and `linker` are what those two said.
 * @typedef {{type: "progress", progress: Fetching} | {type: "tools", tools: Tools}
 *   | {type: "done", module: Uint8Array<ArrayBuffer> | null, compiler: string, linker: string, main: boolean}
 *   | {type: "failed", message: string}} Answer
 */

/** @typedef {{[name: string]: Tree | string | Uint8Array}} Tree */
/** @typedef {(args: string[], files: Tree, options: object) => Promise<Tree>} Command */

const OUTPUT = "program.wasm";

/** Clang's names for `int main(void)` and `int main(int, char **)` on WASI. */
const MAIN = ["__main_void", "__main_argc_argv"];

/** @type {Promise<Record<string, Command>> | null} */
let commands = null;

/** @param {Answer} answer @param {Transferable[]} [transfer] */
const post = (answer, transfer = []) => self.postMessage(answer, { transfer });

const fetching = new AbortController();

/** @param {MessageEvent<Order | Stop>} event */
self.onmessage = async ({ data: order }) => {
  if (order === "stop") return fetching.abort();
  try {
    commands ??= load(order);
    const { module, ...said } = await make(await commands, order);
    post({ type: "done", module, ...said }, module === null ? [] : [module.buffer]);
  } catch (error) {
    commands = null;
    post({ type: "failed", message: error instanceof Error ? error.message : String(error) });
  }
};

/** @param {Order} order @returns {Promise<Record<string, Command>>} */
async function load({ base, tools }) {
  tools ??= await fetchTools(base, fetching, (progress) => post({ type: "progress", progress }));
  post({ type: "tools", tools });
  provide(tools);
  const clang = await import("@yowasp/clang");
  await clang.runLLVM(undefined, {}, { fetchProgress: () => {} });
  return /** @type {any} */ (clang.commands);
}

/** @param {Record<string, Command>} commands @param {Order} order */
async function make({ clang, "wasm-ld": link }, { files, profile }) {
  const sources = Object.keys(files).filter((path) => path.endsWith(".c")).sort();
  let tree = treeOf({ ...files, [`${HEADERS}/edge.h`]: EDGE_H });
  let compiler = "";
  let failed = false;
  for (const source of sources) {
    const step = await call(clang, compileArgs(source, profile), tree);
    compiler += step.said;
    failed ||= step.tree === null;
    tree = step.tree ?? tree;
  }
  if (failed) return { module: null, compiler, linker: "", main: true };
  if (!sources.some((source) => hasMain(tree, source))) return { module: null, compiler, linker: "", main: false };
  const { said: linker, tree: linked } = await call(link, linkArgs(sources, OUTPUT), tree);
  const module = linked === null ? null : /** @type {Uint8Array<ArrayBuffer>} */ (linked[OUTPUT]).slice();
  return { module, compiler, linker, main: true };
}

/** What a tool wrote, and the files after it; null when it failed. @param {Command | undefined} command @param {string[]} args @param {Tree} files */
async function call(command, args, files) {
  let said = "";
  const decoder = new TextDecoder();
  const listen = (/** @type {Uint8Array | null} */ bytes) => (said += bytes === null ? "" : decoder.decode(bytes, { stream: true }));
  const options = { stdout: listen, stderr: listen, decodeASCII: false };
  try {
    const tree = (await command?.(args, files, options)) ?? null;
    return { said, tree };
  } catch (error) {
    if (!(error instanceof Error && "code" in error)) throw error;
    return { said, tree: null };
  }
}

/** The linker would be content without one, and the program would stop at its start. @param {Tree} tree @param {string} source */
function hasMain(tree, source) {
  const object = at(tree, objectOf(source));
  const text = object instanceof Uint8Array ? new TextDecoder("latin1").decode(object) : "";
  return MAIN.some((name) => text.includes(name));
}

/** @param {Record<string, string | Uint8Array>} files @returns {Tree} */
function treeOf(files) {
  /** @type {Tree} */
  const root = {};
  for (const [path, held] of Object.entries(files)) {
    const folders = path.split("/");
    const name = folders.pop() ?? "";
    let folder = root;
    for (const part of folders) folder = /** @type {Tree} */ (folder[part] ??= {});
    folder[name] = held;
  }
  return root;
}

/** @param {Tree} tree @param {string} path */
function at(tree, path) {
  return path.split("/").reduce((/** @type {any} */ found, part) => found?.[part], tree);
}
