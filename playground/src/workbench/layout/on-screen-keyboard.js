/**
 * While a touch screen's keyboard is there, the text and its row of keys have what it leaves of the screen. Some
 * browsers lay the page out anew for it, others only show less of the page; both are told by the visual viewport.
 */

import { element } from "../../dom.js";
import { strings } from "../../strings.js";

/** @import {Bench} from "../bench.js" */

/** In pixels: no keyboard is lower, and no phone held upright has less to show without one. */
const LEAST_KEYBOARD = 120;
const SHORT_SCREEN = 480;

/** @param {Bench} bench */
export function followKeyboard({ host, root, parts }) {
  const viewport = window.visualViewport;
  if (viewport === null || !matchMedia("(pointer: coarse)").matches) return;
  const { editor, source, keys, run } = parts;
  keys.after(runKey(run, root));
  const look = () => {
    const here = root.activeElement !== null && editor.contains(root.activeElement);
    const less = innerHeight - viewport.height > LEAST_KEYBOARD || viewport.height < SHORT_SCREEN;
    const typing = here && less && viewport.scale < 1.05;
    if (typing) host.style.setProperty("--w-seen", `${viewport.height}px`);
    if (typing === host.hasAttribute("data-typing")) return;
    host.toggleAttribute("data-typing", typing);
    if (typing) source.scrollIntoView({ block: "start", behavior: "instant" });
  };
  viewport.addEventListener("resize", look);
  editor.addEventListener("focusin", look);
  editor.addEventListener("focusout", () => requestAnimationFrame(look));
}

/** The text loses the focus, and with it the keyboard goes: the results have the screen. @param {HTMLButtonElement} run @param {ShadowRoot} root */
function runKey(run, root) {
  const made = element("button", { type: "button", className: "run-key primary", textContent: "▶", ariaLabel: strings.run });
  made.addEventListener("click", () => {
    const { activeElement } = root;
    if (activeElement instanceof HTMLElement) activeElement.blur();
    run.click();
  });
  return made;
}
