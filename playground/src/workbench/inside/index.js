/** Looking inside the program that was built: its code, its sizes, what it imports and exports, its memory. */

import { strings } from "../../strings.js";
import { Kept } from "./kept.js";

/** @import {Bench} from "../bench.js" */

/** What is kept there may be compared. @param {Bench} bench */
export function inside(bench) {
  const kept = new Kept(bench);
  bench.session.wanted = { call: null };
  bench.panels.add({
    name: "inside",
    title: () => strings.inside.title,
    open: async (room) => (await import("./inside.js")).open(room, bench, kept),
  });
  bench.commands.add({ name: "inside", title: () => strings.inside.command, run: () => bench.panels.show("inside") });
  return kept;
}
