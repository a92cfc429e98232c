/** Sharing: the dialog with a project's links, and what a project that came by one is told to be. */

import { strings } from "../../strings.js";
import { adopt } from "../../style.js";
import { receive } from "./received.js";
import css from "./share.css";

/** @import {Bench} from "../bench.js" */

/** @param {Bench} bench */
export function furnishShare(bench) {
  const { root, commands } = bench;
  adopt(root, css);
  const run = async () => {
    const project = bench.project();
    if (project !== null) (await import("./links.js")).showLinks(bench, project);
  };
  commands.add({ name: "share", title: () => strings.workbench.commands.share, key: "Alt-Shift-s", run });
  receive(bench);
}
