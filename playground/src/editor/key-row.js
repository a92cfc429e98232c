/** What a touch screen's keyboard hides or lacks, as a row of buttons. The focus stays in the text. */

import { element } from "../dom.js";
import { strings } from "../strings.js";

/** @import {Editor} from "../editor.js" */
/** @import {CommandName} from "./commands.js" */

/** @param {HTMLElement} row @param {Editor} editor @param {string} characters  The most useful first. */
export function fillKeyRow(row, editor, characters) {
  const words = strings.editing.keyRow;
  const order = (/** @type {string} */ sign, /** @type {string} */ name, /** @type {CommandName} */ command) =>
    key(sign, name, () => void editor.command(command));
  row.replaceChildren(
    order("⇥", words.tab, "indent"),
    order("↶", words.undo, "undo"),
    order("↷", words.redo, "redo"),
    ...[...characters].map((character) => key(character, words.character(character), () => editor.type(character))),
  );
}

/** @param {string} sign @param {string} name @param {() => void} press */
function key(sign, name, press) {
  const made = element("button", { type: "button", textContent: sign, ariaLabel: name, tabIndex: -1 });
  made.addEventListener("mousedown", (event) => event.preventDefault());
  made.addEventListener("click", press);
  return made;
}
