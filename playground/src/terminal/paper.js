/** Shows a screen's lines in the page: those that have settled in blocks that cost nothing while they are out of sight. */

import { element } from "../dom.js";
import { css } from "./colours.js";
import { PLAIN } from "./pen.js";

/** @import {Line, Mark} from "./line.js" */

/** Text of one mark, or a line's end between two. @typedef {{text: string, mark: Mark | null}} Run */

export class Paper {
  #pane;
  #live = element("div");
  /** What the live block shows, node by node. @type {Run[]} */
  #shown = [];

  /** @param {HTMLElement} pane */
  constructor(pane) {
    this.#pane = pane;
  }

  clear() {
    this.#live = element("div");
    this.#shown = [];
    this.#pane.replaceChildren();
  }

  /** @param {Line[]} lines  They will not change, and others follow. */
  settle(lines) {
    const block = element("div", { className: "settled" });
    block.style.setProperty("--lines", String(lines.length));
    block.append(...runsOf([...lines, null]).map(nodeOf));
    if (!this.#live.isConnected) this.#pane.append(this.#live);
    this.#live.before(block);
  }

  /** @param {Line[]} lines  The last ones. Nodes that show the same as before stay. */
  draw(lines) {
    const runs = runsOf(lines);
    if (runs.length > 0 && !this.#live.isConnected) this.#pane.append(this.#live);
    runs.forEach((run, at) => this.#put(run, at));
    for (const node of [...this.#live.childNodes].slice(runs.length)) node.remove();
    this.#shown = runs;
  }

  /** @param {Run} run @param {number} at */
  #put(run, at) {
    const before = this.#shown[at];
    const node = this.#live.childNodes[at];
    if (node === undefined) this.#live.append(nodeOf(run));
    else if (before === undefined || before.mark !== run.mark) node.replaceWith(nodeOf(run));
    else if (before.text !== run.text) write(node, before.text, run.text);
  }
}

/** @param {ChildNode} node @param {string} before @param {string} text */
function write(node, before, text) {
  const inner = node.firstChild ?? node;
  if (!(inner instanceof Text)) return;
  if (text.startsWith(before)) inner.appendData(text.slice(before.length));
  else inner.data = text;
}

/** Lines as text, pieces of the same mark together; null stands for a line that is not there yet. @param {(Line | null)[]} lines @returns {Run[]} */
function runsOf(lines) {
  /** @type {Run[]} */
  const runs = [];
  /** @param {string} text @param {Mark | null} mark */
  const add = (text, mark) => {
    const last = runs.at(-1);
    if (last?.mark === mark) last.text += text;
    else if (last?.mark === null && mark !== null && runs.at(-2)?.mark === mark) {
      const [inner] = runs.splice(-1);
      /** @type {Run} */ (runs.at(-1)).text += inner?.text + text;
    } else runs.push({ text, mark });
  };
  lines.forEach((line, at) => {
    if (at > 0 && !lines[at - 1]?.wrapped) add("\n", null);
    for (const { text, mark } of line?.pieces ?? []) add(text, mark);
  });
  return runs;
}

/** @param {Run} run */
function nodeOf({ text, mark }) {
  if (mark === null) return document.createTextNode(text);
  const span = element("span", { textContent: text });
  span.dataset.kind = mark.kind;
  if (mark.pen !== PLAIN) Object.assign(span.style, css(mark.pen));
  return span;
}
