/** The editor's commands, and the button that formats. */

import { MAC } from "../../commands.js";
import { button } from "../../dom.js";
import { strings } from "../../strings.js";
import { Formatter } from "./formatter.js";

/** @import {CommandName} from "../../editor/commands.js" */
/** @import {Bench} from "../bench.js" */

/** The editor sees to these keys itself. @type {[CommandName, string?][]} */
const COMMANDS = [
  ["find", "Mod-f"],
  ["replace"],
  ["line", "Mod-Alt-g"],
  ["complete", "Ctrl-Space"],
  ["comment", "Mod-/"],
  ["another", "Mod-d"],
  ["fold", MAC ? "Mod-Alt-[" : "Mod-Shift-["],
  ["unfold", MAC ? "Mod-Alt-]" : "Mod-Shift-]"],
  ["foldAll", "Ctrl-Alt-["],
  ["unfoldAll", "Ctrl-Alt-]"],
  ["fix", "Alt-Enter"],
  ["problem", "F8"],
  ["problems", "Mod-Shift-m"],
  ["undo", "Mod-z"],
  ["redo", "Mod-Shift-z"],
];

/** @param {Bench} bench */
export function furnishEditing(bench) {
  const { parts, commands, code } = bench;
  const { format, formatHint, commands: words } = strings.editing;
  const formatter = new Formatter(bench);
  const made = button(format, () => formatter.format());
  made.title = formatHint;
  parts.tools.append(made);
  parts.tools.hidden = false;
  commands.add(
    { name: "format", title: () => words.format, key: "Shift-Alt-f", run: () => formatter.format() },
    ...COMMANDS.map(([name, key]) => ({
      name,
      title: () => words[/** @type {keyof typeof words} */ (name)],
      key,
      within: /** @type {const} */ ("editor"),
      run: () => code.command(name),
    })),
  );
}
