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

/** A phone that lies on its side leaves less: that is for the line with the cursor and the keys. */
const LOW = 240;

/** @param {Bench} bench */
export function followKeyboard({ host, root, parts, code }) {
  const viewport = window.visualViewport;
  if (viewport === null || !matchMedia("(pointer: coarse)").matches) return;
  const { editor, source, keys, run } = parts;
  keys.after(runKey(run, root));
  let left = 0;
  const look = () => {
    const here = root.activeElement !== null && editor.contains(root.activeElement);
    const less = innerHeight - viewport.height > LEAST_KEYBOARD || viewport.height < SHORT_SCREEN;
    const typing = here && less && viewport.scale < 1.05;
    const before = left;
    left = typing ? viewport.height : 0;
    if (left === before) return;
    if (!typing) return host.removeAttribute("data-typing");
    host.style.setProperty("--w-seen", `${left}px`);
    host.setAttribute("data-typing", left < LOW ? "low" : "");
    source.scrollIntoView({ block: "start", behavior: "instant" });
    code.command("reveal");
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
