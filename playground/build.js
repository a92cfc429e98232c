/**
 * Bundles the front end. Usage: npm run build [-- --outdir DIR] [--watch]
 *
 * DIR (by default build/playground, which the mkdocs plugin publishes as a site's assets/playground) gets playground.js
 * with its lazy chunks beside it, and frame/ with what the frame's origin serves: frame.html, frame.js, the workers, and
 * Pyodide with a snapshot of its memory.
 */

import { createHash } from "node:crypto";
import { copyFile, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs, promisify } from "node:util";
import { gzip } from "node:zlib";
import * as esbuild from "esbuild";
import { packClang } from "./clang.js";
import { snapshot } from "./snapshot.js";

/** @import {Project} from "./src/api.js" */
import { wat } from "./wat.js";

const HERE = dirname(fileURLToPath(import.meta.url));
const PYODIDE = ["pyodide.asm.wasm", "python_stdlib.zip"];

const { values } = parseArgs({
  options: {
    outdir: { type: "string", default: join(HERE, "../build/playground") },
    watch: { type: "boolean", default: false },
  },
});
const outdir = resolve(values.outdir);

/** @type {esbuild.BuildOptions} */
const common = {
  absWorkingDir: HERE,
  bundle: true,
  minify: !values.watch,
  sourcemap: true,
  target: "es2022",
  logLevel: "warning",
  legalComments: "linked",
  plugins: [wat],
  loader: { ".c": "text", ".css": "text", ".py": "text", ".svg": "text", ".h": "text", ".rs": "text" },
};

/** @type {esbuild.BuildOptions[]} */
const bundles = [
  {
    ...common,
    entryPoints: ["src/playground.js"],
    outdir,
    format: "esm",
    splitting: true,
    chunkNames: "[name]-[hash]", // beside playground.js, so that import.meta.url means the same in all of them
  },
  {
    ...common,
    entryPoints: ["src/backend/clang-worker.js", "src/backend/wat-worker.js"],
    outdir,
    format: "esm",
    external: ["node:*", "fs"],
  },
  {
    ...common,
    entryPoints: ["src/frame/frame.js", "src/frame/wasi-worker.js", "src/frame/python-worker.js"],
    outdir: join(outdir, "frame"),
    format: "iife",
    define: { "import.meta.url": '"https://pyodide.invalid/"' },
    external: ["node:*", "ws"],
    logOverride: { "direct-eval": "silent" },
  },
  {
    ...common,
    entryPoints: { "python-script": "src/labs/shared-buffer/python-script.js" },
    outdir: join(outdir, "labs"),
    format: "iife",
    define: { "import.meta.url": '"https://pyodide.invalid/"' },
    external: ["node:*", "ws"],
    logOverride: { "direct-eval": "silent" },
  },
  {
    ...common,
    entryPoints: { deployment: "src/deployment/index.js" },
    outdir,
    format: "esm",
  },
  {
    ...common,
    entryPoints: { deployment: "src/deployment/page.css" },
    outdir,
    loader: { ".css": "css" },
  },
  {
    ...common,
    entryPoints: { sw: "src/service-worker/index.js" },
    outdir,
    format: "iife",
  },
  {
    ...common,
    entryPoints: {
      "calls-worker": "src/labs/calls/calls-worker.js",
      "instances-worker": "src/labs/start-times/instances-worker.js",
      "memory-worker": "src/labs/memory/memory-worker.js",
      "shared-worker": "src/labs/shared-buffer/shared-worker.js",
    },
    outdir: join(outdir, "labs"),
    format: "iife",
  },
];

if (!values.watch) await rm(outdir, { recursive: true, force: true });
await mkdir(join(outdir, "frame/pyodide"), { recursive: true });
await copyFile(join(HERE, "src/frame/frame.html"), join(outdir, "frame/frame.html"));
for (const file of PYODIDE) {
  await copyFile(join(HERE, "node_modules/pyodide", file), join(outdir, "frame/pyodide", file));
}
await packClang(join(HERE, "node_modules"), join(outdir, "clang"));
await writeFile(join(outdir, "frame/pyodide/pyodide-lock.json"), await lockWithoutPackages());
await writeFile(join(outdir, "frame/pyodide/snapshot.bin.gzip"), await promisify(gzip)(await snapshot()));
await mkdir(join(outdir, "labs"));
await writeFile(join(outdir, "labs/projects.json"), JSON.stringify(await labProjects()));
if (values.watch) await Promise.all(bundles.map(async (bundle) => (await esbuild.context(bundle)).watch()));
else await Promise.all(bundles.map((bundle) => esbuild.build(bundle)));

/** Pyodide wants to know its packages; none is offered. */
async function lockWithoutPackages() {
  const { info } = JSON.parse(await readFile(join(HERE, "node_modules/pyodide/pyodide-lock.json"), "utf8"));
  return JSON.stringify({ info, packages: {} });
}

/** What `wardian lesson prebuild` compiles for the labs. */
async function labProjects() {
  const entryPoints = ["src/labs/projects.js"];
  const { outputFiles } = await esbuild.build({ ...common, sourcemap: false, entryPoints, outdir, format: "esm", write: false });
  const { projects } = await import(`data:text/javascript,${encodeURIComponent(outputFiles[0]?.text ?? "")}`);
  return projects.map((/** @type {Project} */ project) => ({ ...project, key: keyOf(project) }));
}

/** As wardian.digest.of_sources makes it. @param {Project} project */
function keyOf({ language, files }) {
  const sorted = Object.fromEntries(Object.entries(files).sort(([one], [other]) => (one < other ? -1 : 1)));
  return createHash("sha256").update(JSON.stringify(["project", language, sorted])).digest("hex").slice(0, 16);
}
