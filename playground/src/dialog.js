/** Dialogs: modal, closed by Escape, by their button or by a click beside them; the focus goes back where it was. */

import { button, element } from "./dom.js";
import { strings } from "./strings.js";

/**
 * The title heads it, and `fill` is what it holds. Resolves when it is closed, to what `close` was given.
 * @template T
 * @param {ShadowRoot} root
 * @param {string} title
 * @param {(close: (value?: T) => void) => (Node | string)[]} fill
 * @param {{wide?: boolean}} [options]
 * @returns {Promise<T | undefined>}
 */
export function showDialog(root, title, fill, { wide = false } = {}) {
  const heading = element("h2", { textContent: title, id: `dialog-${title.replaceAll(/\W+/g, "-")}` });
  const dialog = element("dialog", { className: wide ? "wide" : "" });
  dialog.setAttribute("aria-labelledby", heading.id);
  /** @type {T | undefined} */
  let answer;
  const close = (/** @type {T | undefined} */ value = undefined) => {
    answer = value;
    dialog.close();
  };
  const shut = button("×", () => close(), "shut quiet");
  shut.ariaLabel = strings.workbench.close;
  dialog.append(element("header", {}, heading, shut), element("div", { className: "body" }, ...fill(close)));
  dialog.addEventListener("click", (event) => {
    if (event.target === dialog && beside(dialog, event)) close();
  });
  root.append(dialog);
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener("close", () => {
      dialog.remove();
      resolve(answer);
    });
  });
}

/** @param {HTMLElement} dialog @param {MouseEvent} event */
function beside(dialog, { clientX, clientY }) {
  const { left, right, top, bottom } = dialog.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
