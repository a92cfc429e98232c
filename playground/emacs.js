/**
 * Lets esbuild keep what @replit/codemirror-emacs does when it is loaded: it marks the calls that bind its keys as pure,
 * so they would be dropped.
 */

import { readFile } from "node:fs/promises";

/** @import {Plugin} from "esbuild" */

/** @type {Plugin} */
export const emacs = {
  name: "emacs",
  setup(build) {
    build.onLoad({ filter: /@replit[/\\]codemirror-emacs[/\\]dist[/\\]index\.js$/ }, async ({ path }) => {
      const source = await readFile(path, "utf8");
      return { contents: source.replaceAll("/*@__PURE__*/EmacsHandler.", "EmacsHandler.") };
    });
  },
};
