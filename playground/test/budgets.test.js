import assert from "node:assert/strict";
import { before, test } from "node:test";
import { gzipSync } from "node:zlib";
import * as esbuild from "esbuild";
import { page } from "../bundles.js";

/** @import {Metafile} from "esbuild" */

/** In KB of 1024 bytes, compressed by gzip. */
const KB = 1024;
const BUDGETS = { entry: 120, editor: 120, language: 35, shared: 12 };

const LANGUAGES = ["c", "rust", "python", "wat"];

/** @type {Metafile["outputs"]} */
let outputs;
/** Sizes of the chunks, in bytes. @type {Map<string, number>} */
const sizes = new Map();

before(async () => {
  const result = await esbuild.build({ ...page, outdir: "out", write: false, metafile: true });
  outputs = Object.fromEntries(Object.entries(result.metafile.outputs).filter(([path]) => path.endsWith(".js")));
  for (const { path, contents } of result.outputFiles) {
    const name = Object.keys(outputs).find((output) => path.endsWith(`/${output}`));
    if (name !== undefined) sizes.set(name, gzipSync(contents).length);
  }
});

/** The chunk that a module begins. @param {string} module */
function chunkOf(module) {
  const found = Object.entries(outputs).find(([, { entryPoint }]) => entryPoint === module);
  assert.ok(found, `${module} begins no chunk`);
  return found[0];
}

/** The chunk with all that it imports statically, but for what is there already. @param {string} module @param {Set<string>} [there] */
function graphOf(module, there = new Set()) {
  const graph = new Set([chunkOf(module)]);
  for (const chunk of graph) {
    for (const { path, kind } of outputs[chunk]?.imports ?? []) if (kind === "import-statement" && !there.has(path)) graph.add(path);
  }
  return graph;
}

/** @param {Set<string>} graph */
function weigh(graph) {
  return [...graph].reduce((sum, chunk) => sum + (sizes.get(chunk) ?? 0), 0) / KB;
}

/** What the chunks are made of, the largest first, before they are compressed. @param {Set<string>} graph */
function largest(graph) {
  const inputs = [...graph].flatMap((chunk) => Object.entries(outputs[chunk]?.inputs ?? {}).map(([path, { bytesInOutput }]) => ({ path, chunk, bytesInOutput })));
  const lines = inputs.sort((one, other) => other.bytesInOutput - one.bytesInOutput).slice(0, 8);
  return lines.map(({ path, chunk, bytesInOutput }) => `  ${(bytesInOutput / KB).toFixed(1).padStart(7)} KB  ${path} (in ${chunk})`).join("\n");
}

/** @param {string} what @param {Set<string>} graph @param {number} budget */
function within(what, graph, budget) {
  const weight = weigh(graph);
  console.log(`${what.padEnd(24)} ${weight.toFixed(1).padStart(6)} KB of ${String(budget).padStart(3)}, ${graph.size} chunks`);
  assert.ok(weight <= budget, `${what} is ${weight.toFixed(1)} KB, ${budget} are allowed. Its largest pieces, before they are compressed:\n${largest(graph)}`);
}

test("the first script of a page is small", () => within("entry", graphOf("src/playground.js"), BUDGETS.entry));

/** What is there when a grammar comes: the page's script, and the editor with its second part. */
function editorWith() {
  return new Set(["src/playground.js", "src/editor.js", "src/editor/more.js"].flatMap((module) => [...graphOf(module)]));
}

/** @param {string} language */
function grammarOf(language) {
  return graphOf(`src/languages/${language}-grammar.js`, editorWith());
}

/** What every grammar runs on comes once, with the first. */
function shared() {
  const [first = new Set(), ...others] = LANGUAGES.map(grammarOf);
  return new Set([...first].filter((chunk) => others.every((graph) => graph.has(chunk))));
}

test("the editor is small", () => within("editor", graphOf("src/editor.js", graphOf("src/playground.js")), BUDGETS.editor));

test("what the editor fetches afterwards is small", () => {
  const there = new Set([...graphOf("src/playground.js"), ...graphOf("src/editor.js")]);
  within("editor, second part", graphOf("src/editor/more.js", there), BUDGETS.language);
});

test("what all grammars need is small", () => within("all grammars", shared(), BUDGETS.shared));

for (const language of LANGUAGES) {
  test(`the editor's support of ${language} is small`, () => {
    const common = shared();
    within(`language ${language}`, new Set([...grammarOf(language)].filter((chunk) => !common.has(chunk))), BUDGETS.language);
  });
}

test("the workbench is no part of the first script", () => {
  const entry = graphOf("src/playground.js");
  const graph = graphOf("src/workbench/index.js", entry);
  within("workbench", graph, BUDGETS.entry);
  assert.ok(!entry.has(chunkOf("src/workbench/index.js")));
});
