/** Imports of .wat files: the text, and the module's `bytes`. */

import { readFile } from "node:fs/promises";
import wabtModule from "wabt";

/** @type {import("esbuild").Plugin} */
export const wat = {
  name: "wat",
  setup(build) {
    build.onLoad({ filter: /\.wat$/ }, async ({ path }) => {
      const text = await readFile(path, "utf8");
      const { buffer } = (await wabtModule()).parseWat(path, text).toBinary({});
      const bytes = `/* @__PURE__ */ Uint8Array.of(${buffer.join()})`;
      return { contents: `export const bytes = ${bytes};\nexport default ${JSON.stringify(text)};`, watchFiles: [path] };
    });
  },
};
