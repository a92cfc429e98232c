/** The dialog of settings, and the commands that change one of them. */

import { button } from "../../dom.js";
import { showDialog } from "../../dialog.js";
import { settings } from "../../settings.js";
import { adopt } from "../../style.js";
import { strings } from "../../strings.js";
import { SIZES, form } from "./form.js";
import css from "./settings.css";

/** @import {Bench} from "../bench.js" */

/** @param {Bench} bench */
export function furnishSettings({ root, parts, commands }) {
  adopt(root, css);
  const words = strings.settings;
  const open = () => void showDialog(root, words.title, () => [form()]);
  const gear = button("⚙", open, "gear");
  gear.title = words.open;
  gear.ariaLabel = words.open;
  parts.tools.append(gear);
  parts.tools.hidden = false;
  commands.add(
    { name: "settings", title: () => words.open, key: "Mod-,", run: open },
    { name: "larger", title: () => words.larger, run: () => resize(1) },
    { name: "smaller", title: () => words.smaller, run: () => resize(-1) },
    { name: "wrap", title: () => words.wrap, key: "Alt-z", run: () => settings.set({ wrap: !settings.all.wrap }) },
  );
}

/** @param {number} by */
function resize(by) {
  settings.set({ fontSize: Math.min(SIZES.max, Math.max(SIZES.min, settings.all.fontSize + by)) });
}
