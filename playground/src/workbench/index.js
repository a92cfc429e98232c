/** The whole playground's parts around the text and the output. Each folder here is one of them. */

import { Commands } from "../commands.js";
import { adopt } from "../style.js";
import { strings } from "../strings.js";
import { compare } from "./compare/index.js";
import { deploying } from "./deploy/index.js";
import { inside } from "./inside/index.js";
import { furnishEditing } from "./editing/index.js";
import { furnishLayout } from "./layout/index.js";
import { furnishPalette } from "./palette/index.js";
import { Panels } from "./panels.js";
import { furnishProjects } from "./projects/index.js";
import { Projects } from "./projects/projects.js";
import { running } from "./run/index.js";
import { furnishSettings } from "./settings/index.js";
import { furnishShare } from "./share/index.js";
import { furnishStart } from "./start/index.js";
import css from "./workbench.css";

/** @import {Bench} from "./bench.js" */

/** @param {Omit<Bench, "commands" | "panels" | "projects">} desk */
export function furnish(desk) {
  const { root, parts, session } = desk;
  const commands = new Commands();
  adopt(root, css);
  /** @type {Bench} */
  const bench = { ...desk, commands, panels: new Panels(parts, parts.results), projects: new Projects(desk) };
  const { run, reset, side } = parts;
  const words = strings.workbench.commands;
  commands.add(
    { name: "run", title: () => words.run, key: "Mod-Enter", enabled: () => !run.disabled, run: () => run.click() },
    { name: "stop", title: () => words.stop, key: "Mod-.", enabled: () => !session.idle, run: () => session.stop() },
    { name: "reset", title: () => words.reset, enabled: () => !reset.disabled, run: () => reset.click() },
  );
  running(bench);
  deploying(bench);
  compare(bench, inside(bench));
  furnishEditing(bench);
  furnishSettings(bench);
  furnishPalette(bench);
  furnishLayout(bench);
  if (side) side.ariaLabel = strings.workbench.side;
  hearKeys(bench);
  furnishProjects(bench);
  furnishStart(bench);
  furnishShare(bench);
  return bench;
}

/** On the playground's own page keys work wherever the focus is; a dialog has its own. @param {Bench} bench */
function hearKeys({ host, root, commands }) {
  const place = host.hasAttribute("linked") ? document : host;
  place.addEventListener("keydown", (event) => {
    if (event instanceof KeyboardEvent && root.querySelector("dialog[open]") === null) commands.press(event);
  });
}
