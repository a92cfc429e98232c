/** The reader's own program: the editor takes the place of the listing until it is to be stepped through. */

import { cpp } from "@codemirror/lang-cpp";
import { Editor } from "../../editor.js";
import { element } from "../../dom.js";

/** @import {Diagnostic} from "../../api.js" */

const FILE = "main.c";
const HINT = "leave-editor";

export class SourceEditor {
  element = element("div", { className: "editing" });
  #editor;
  #text;

  /** @param {ShadowRoot} root @param {string} text @param {() => void} run */
  constructor(root, text, run) {
    this.#text = text;
    const onEdit = (/** @type {string} */ _, /** @type {string} */ now) => void (this.#text = now);
    this.#editor = new Editor({ root, readonly: false, hint: HINT, onEdit, onRun: run });
    this.#editor.open(cpp(), { [FILE]: text }, { labels: {}, hidden: {} });
    this.#editor.show(FILE);
    this.element.append(this.#editor.dom, element("p", { id: HINT, className: "note" }, "Escape, then Tab, leaves the editor. Ctrl+Enter steps through it."));
  }

  get text() {
    return this.#text;
  }

  focus() {
    this.#editor.visit();
  }

  close() {
    this.#editor.destroy();
  }

  /** Whole lines are marked: the columns are those of the program with the lab's calls in it. @param {Diagnostic[]} diagnostics */
  mark(diagnostics) {
    const lines = this.#text.split("\n");
    const whole = diagnostics.map((one) => ({ ...one, column: 1, end_line: one.line, end_column: (lines[(one.line ?? 1) - 1]?.length ?? 0) + 1 }));
    this.#editor.mark(whole);
  }
}
