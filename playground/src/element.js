/**
 * <wardian-playground>: a program's text, a builder and a sealed place to run.
 *
 * It is one of a lesson's fences if it has `embedded`, with the program in it as JSON (see fence.js); then it has
 * `height` (in lines), `readonly`, `run="edge"` (a handler, with a request console), `ask` and `options` (a quiz).
 * Else it is a whole playground: `example` ("c/hello": what to show first), `compact` and `tall` (its size), `linked`
 * (the page's address names the example or share: ?example=c/hello, ?share=ID), `page` (where links to shares lead).
 *
 * `data-ready` has the key of the program that is shown.
 */

import { Desk } from "./desk.js";
import embedded from "./embedded.css";
import playground from "./playground.css";
import request from "./request.css";
import { adopt } from "./style.js";

const css = playground + embedded + request;

export class WardianPlayground extends HTMLElement {
  #root = this.attachShadow({ mode: "open" });
  /** @type {Desk | null} */
  #desk = null;

  connectedCallback() {
    if (this.#desk !== null) return;
    adopt(this.#root, css);
    this.#desk = new Desk(this, this.#root);
    this.#desk.open();
  }

  disconnectedCallback() {
    this.#desk?.leave();
  }
}
