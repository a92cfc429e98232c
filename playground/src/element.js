/**
 * <wardian-playground>: a program's text, a builder and a sealed place to run, in any page. The guide "In your own site"
 * has all of its attributes, properties, methods and events.
 *
 * With `embedded` it is one of a page's programs: a lesson's fence with the program in it as JSON (see fence.js), the
 * scripts of type text/plain that it holds, or what `code`, `share`, `example` or `language` name. Else it is a whole
 * playground. `data-ready` has the key of the program that is shown.
 */

import { Desk } from "./desk.js";
import embedded from "./embedded.css";
import { givenBy, originalOf } from "./given.js";
import playground from "./playground.css";
import request from "./request.css";
import { locale } from "./strings.js";
import { adopt } from "./style.js";
import whole from "./whole.css";

/** @import {Given} from "./given.js" */
/** @import {Original} from "./project.js" */

const css = playground + whole + embedded + request;

export class WardianPlayground extends HTMLElement {
  #root = this.attachShadow({ mode: "open" });
  /** @type {Desk | null} */
  #desk = null;
  /** What it is to show, if it was told so before it was in the page. @type {Original | null} */
  #given = null;

  connectedCallback() {
    if (this.#desk !== null) return;
    this.lang ||= locale;
    this.#takeOver();
    adopt(this.#root, css);
    this.#desk = new Desk(this, this.#root);
    if (this.#given === null) this.#desk.open();
    else this.#desk.show(this.#given);
  }

  disconnectedCallback() {
    this.#desk?.leave();
  }

  /** The project as it is now, a copy; null before there is one. @returns {Given | null} */
  get project() {
    const project = this.#desk?.project ?? null;
    return project && givenBy(project);
  }

  /** Shows another one. What the reader does to it is not kept: listen to `wardian-edit`. @param {Given} given */
  set project(given) {
    this.#given = originalOf(given);
    this.#desk?.show(this.#given);
  }

  /** Builds and runs the program, as its button does. Resolves when it has ended. */
  async run() {
    await this.#desk?.go();
  }

  /** Ends the build or the program, at once. */
  stop() {
    this.#desk?.stop();
  }

  /** Goes back to the original program. */
  reset() {
    this.#desk?.reset();
  }

  /** A page may have given the project before the element was more than a name. */
  #takeOver() {
    if (!Object.hasOwn(this, "project")) return;
    const given = /** @type {Given} */ (this.project);
    Reflect.deleteProperty(this, "project");
    this.project = given;
  }
}
