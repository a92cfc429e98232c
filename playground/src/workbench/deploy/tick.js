/** A tick that explains itself. */

import { element } from "../../dom.js";

/** @param {HTMLInputElement} box  Its name is what the edge calls it. @param {string} label @param {string} about @param {...HTMLElement} more */
export function tick(box, label, about, ...more) {
  const said = element("p", { className: "note", id: `may-${box.name}`, textContent: about });
  box.setAttribute("aria-describedby", said.id);
  const name = element("code", { textContent: box.name });
  return element("div", { className: "tick" }, element("label", {}, box, element("strong", { textContent: label }), name), said, ...more);
}
