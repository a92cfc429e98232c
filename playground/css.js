/** Imports of .css files by scripts: the text, without what only its readers need. */

import { readFile } from "node:fs/promises";
import { transform } from "esbuild";

/** @type {import("esbuild").Plugin} */
export const css = {
  name: "css",
  setup(build) {
    build.onLoad({ filter: /\.css$/ }, async ({ path }) => {
      const { code } = await transform(await readFile(path, "utf8"), { loader: "css", minify: true, sourcefile: path });
      return { contents: code, loader: "text", watchFiles: [path] };
    });
  },
};
