/** The text of a file before there is an editor; to point at it, to tap it or to come to it by the keyboard asks for one. */

import { highlighted } from "../fence.js";
import { still } from "../still.js";
import { strings } from "../strings.js";

/** @import {Range} from "../fence.js" */

/** @typedef {{x: number, y: number}} Point */

/**
 * What a reader wants of it.
 * @typedef {object} Wishes
 * @property {() => void} near  The pointer comes: an editor may be wanted soon.
 * @property {(point: Point) => void} click
 * @property {() => void} visit  Somebody came to it by the keyboard.
 */

export class StillText {
  dom = document.createElement("pre");
  #host;
  /** The lines that are hidden still, by path. @type {Record<string, Range[]>} */
  hidden = {};

  /** @param {HTMLElement} host @param {Wishes} wishes */
  constructor(host, { near, click, visit }) {
    const { dom } = this;
    this.#host = host;
    dom.className = "still";
    dom.tabIndex = 0;
    dom.role = "group";
    dom.addEventListener("pointerenter", ({ pointerType }) => pointerType === "mouse" && near());
    dom.addEventListener("click", ({ clientX, clientY }) => click({ x: clientX, y: clientY }));
    dom.addEventListener("focus", () => dom.matches(":focus-visible") && visit());
  }

  /** Another project has these lines hidden, by path. @param {Record<string, Range[]>} hidden */
  hide(hidden) {
    this.hidden = { ...hidden };
  }

  /** @param {string} path @param {string} label  What the page calls the file. @param {string} text */
  draw(path, label, text) {
    const unfold = () => {
      delete this.hidden[path];
      this.draw(path, label, text);
      this.dom.focus();
    };
    this.dom.ariaLabel = strings.editor(label);
    this.dom.replaceChildren(still(text, highlighted(this.#host, path), this.hidden[path] ?? [], unfold));
  }
}
