/**
 * Bundles the front end. Usage: npm run build [-- --outdir DIR] [--watch]
 *
 * DIR (by default build/playground, which the mkdocs plugin publishes as a site's assets/playground) gets playground.js
 * with its lazy chunks beside it, and frame/ with what the frame's origin serves: frame.html, frame.js, the workers, and
 * Pyodide with a snapshot of its memory.
 */

import { createHash } from "node:crypto";
import { copyFile, cp, mkdir, readFile, rm, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { parseArgs, promisify } from "node:util";
import { gzip } from "node:zlib";
import * as esbuild from "esbuild";
import { HERE, bundles, common } from "./bundles.js";
import { packClang } from "./clang.js";
import { snapshot } from "./snapshot.js";

/** @import {Project} from "./src/api.js" */

const PYODIDE = ["pyodide.asm.wasm", "python_stdlib.zip"];

const { values } = parseArgs({
  options: {
    outdir: { type: "string", default: join(HERE, "../build/playground") },
    watch: { type: "boolean", default: false },
  },
});
const outdir = resolve(values.outdir);

if (!values.watch) await rm(outdir, { recursive: true, force: true });
await mkdir(join(outdir, "frame/pyodide"), { recursive: true });
await copyFile(join(HERE, "src/frame/frame.html"), join(outdir, "frame/frame.html"));
for (const file of ["embed.html", "embed.css"]) await copyFile(join(HERE, "src/embed", file), join(outdir, file));
for (const file of PYODIDE) {
  await copyFile(join(HERE, "node_modules/pyodide", file), join(outdir, "frame/pyodide", file));
}
await packClang(join(HERE, "node_modules"), join(outdir, "clang"));
await writeFile(join(outdir, "frame/pyodide/pyodide-lock.json"), await lockWithoutPackages());
await writeFile(join(outdir, "frame/pyodide/snapshot.bin.gzip"), await promisify(gzip)(await snapshot()));
await mkdir(join(outdir, "frame/wheels"));
await writeFile(join(outdir, "frame/wheels/index.json"), "{}");
await cp(join(HERE, "../build/wheels"), join(outdir, "frame/wheels"), { recursive: true }).catch(absent);
await mkdir(join(outdir, "labs"));
await writeFile(join(outdir, "labs/projects.json"), JSON.stringify(await labProjects()));
if (values.watch) await Promise.all(bundles(outdir).map(async (bundle) => (await esbuild.context({ ...bundle, minify: false })).watch()));
else await Promise.all(bundles(outdir).map((bundle) => esbuild.build(bundle)));

/** Without its wheels the site does without packages. @param {NodeJS.ErrnoException} error */
function absent(error) {
  if (error.code !== "ENOENT") throw error;
}

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
