/** Commands by their names, and the list of all of them with their keys. */

import { button } from "../../dom.js";
import { keyLabel } from "../../commands.js";
import { adopt } from "../../style.js";
import { strings } from "../../strings.js";
import css from "./palette.css";

/** @import {Bench} from "../bench.js" */

/** @param {Bench} bench */
export function furnishPalette({ root, parts, commands }) {
  adopt(root, css);
  const words = strings.palette;
  const open = async () => (await import("./palette.js")).showPalette(root, commands);
  const keys = async () => (await import("./key-list.js")).showKeys(root, commands);
  commands.add(
    { name: "palette", title: () => words.open, key: "F1 Mod-Shift-p", run: open },
    { name: "keys", title: () => words.keys, key: "?", run: keys },
  );
  const more = button("⋯", open, "all-commands");
  more.title = `${words.open} (${keyLabel("F1")})`;
  more.ariaLabel = words.open;
  parts.tools.append(more);
}
