/** What is bundled of the front end, and how. */

import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { css } from "./css.js";
import { emacs } from "./emacs.js";
import { wat } from "./wat.js";

/** @import {BuildOptions} from "esbuild" */

export const HERE = dirname(fileURLToPath(import.meta.url));

/** @type {BuildOptions} */
export const common = {
  absWorkingDir: HERE,
  bundle: true,
  minify: true,
  sourcemap: true,
  target: "es2022",
  logLevel: "warning",
  legalComments: "linked",
  plugins: [css, wat, emacs],
  loader: { ".c": "text", ".py": "text", ".svg": "text", ".h": "text", ".rs": "text" },
};

/** The page's own code. Chunks stand beside playground.js, so that import.meta.url means the same in all of them. @type {BuildOptions} */
export const page = {
  ...common,
  entryPoints: { playground: "src/playground.js", embed: "src/embed/embed.js" },
  format: "esm",
  splitting: true,
  chunkNames: "[name]-[hash]",
};

/** @param {string} outdir @returns {BuildOptions[]} */
export function bundles(outdir) {
  return [
    { ...page, outdir },
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
      plugins: [],
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
}
