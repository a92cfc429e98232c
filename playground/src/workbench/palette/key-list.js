/** Every command with its key. */

import { keyLabel, keysOf } from "../../commands.js";
import { showDialog } from "../../dialog.js";
import { element } from "../../dom.js";
import { strings } from "../../strings.js";

/** @import {Command, Commands} from "../../commands.js" */

/** @param {ShadowRoot} root @param {Commands} commands */
export function showKeys(root, commands) {
  const words = strings.palette;
  const all = commands.all;
  const keyed = all.filter(({ key }) => key !== undefined);
  const fixed = Object.entries(words.others).map(([keys, title]) => row(title, keys.split(" ")));
  const rows = (/** @type {Command[]} */ some) => some.map((command) => row(command.title(), keysOf(command).map(keyLabel)));
  return showDialog(
    root,
    words.keys,
    () => [
      element("p", { className: "aside", textContent: words.keysHint }),
      element(
        "div",
        { className: "key-list", role: "group", tabIndex: 0, ariaLabel: words.keys },
        ...group(words.everywhere, rows(keyed.filter(({ within }) => within === undefined))),
        ...group(words.within, rows(keyed.filter(({ within }) => within !== undefined))),
        ...group(words.places, fixed),
        ...group(words.byName, rows(all.filter(({ key }) => key === undefined))),
      ),
    ],
    { wide: true },
  );
}

/** @param {string} title @param {HTMLElement[]} rows */
function group(title, rows) {
  return rows.length === 0 ? [] : [element("section", {}, element("h3", { textContent: title }), element("dl", {}, ...rows))];
}

/** @param {string} title @param {string[]} keys */
function row(title, keys) {
  const names = keys.map((key) => element("kbd", { textContent: key }));
  return element("div", {}, element("dt", { textContent: title }), element("dd", {}, ...names));
}
