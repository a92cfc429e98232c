/** Comparing: the same program in this browser and on the edge, and two builds of it. */

import { strings } from "../../strings.js";

/** @import {Bench} from "../bench.js" */
/** @import {Kept} from "../inside/kept.js" */

/** @param {Bench} bench @param {Kept} kept */
export function compare(bench, kept) {
  bench.panels.add({
    name: "compare",
    title: () => strings.compare.title,
    open: async (room) => (await import("./compare.js")).open(room, bench, kept),
  });
  bench.commands.add({ name: "compare", title: () => strings.compare.command, run: () => bench.panels.show("compare") });
}
