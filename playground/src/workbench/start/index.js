/** How a program begins: the gallery of what to begin with, and the list of examples. */

import { strings } from "../../strings.js";
import { adopt } from "../../style.js";
import { offerExamples } from "./gallery.js";
import css from "./start.css";

/** @import {Bench} from "../bench.js" */

/** @param {Bench} bench */
export function furnishStart(bench) {
  const { root, parts, commands } = bench;
  adopt(root, css);
  if (parts.picker) offerExamples(bench, parts.picker);
  const run = async () => (await import("./new-project.js")).showNewProject(bench);
  commands.add({ name: "new-project", title: () => strings.start.title, key: "Alt-Shift-n", run });
}
