/** The output pane: shows two streams as they come, up to a limit, and clears the screen when a program asks to. */

import { OUTPUT_LIMIT } from "./messages.js";
import { strings } from "./strings.js";

/** @import {Stream} from "./messages.js" */

/** ECMA-48 control sequences; of these only "erase all" and "cursor home" mean something here. */
const CONTROL = /\x1b(?:\[[0-?]*[ -/]*[@-~]|[@-Z\\^_c])/g;
const CLEARS = /\x1b(?:\[[23]J|\[(?:1;1)?H|c)/g;

export class OutputPane {
  #pane;
  #room = OUTPUT_LIMIT;
  /** @type {Record<Stream, TextDecoder>} */
  #decoders = newDecoders();

  /** @param {HTMLElement} pane */
  constructor(pane) {
    this.#pane = pane;
    this.clear();
  }

  clear() {
    this.#room = OUTPUT_LIMIT;
    this.#decoders = newDecoders();
    this.#pane.replaceChildren();
    this.#pane.dataset.placeholder = strings.outputEmpty;
  }

  /** @param {Stream} stream @param {Uint8Array} bytes */
  write(stream, bytes) {
    if (this.#room < 0) return;
    const shown = bytes.subarray(0, this.#room);
    this.#room -= bytes.length;
    this.#show(stream, this.#decoders[stream].decode(shown, { stream: true }));
    if (this.#room < 0) this.note(strings.truncated);
  }

  /** A remark of the playground itself. @param {string} text */
  note(text) {
    this.#append("note", `${text}\n`);
  }

  /** What was typed, as a terminal would echo it. @param {string} text */
  echo(text) {
    this.#append("input", text);
  }

  /** @param {Stream} stream @param {string} text */
  #show(stream, text) {
    const cleared = [...text.matchAll(CLEARS)].at(-1);
    if (cleared) {
      this.#pane.replaceChildren();
      text = text.slice(cleared.index + cleared[0].length);
    }
    this.#append(stream, text.replace(CONTROL, ""));
  }

  /** @param {string} kind @param {string} text */
  #append(kind, text) {
    if (text === "") return;
    const follows = this.#pane.scrollHeight - this.#pane.scrollTop - this.#pane.clientHeight < 40;
    const last = this.#pane.lastElementChild;
    if (last instanceof HTMLElement && last.dataset.kind === kind) last.append(text);
    else this.#pane.append(span(kind, text));
    if (follows) this.#pane.scrollTop = this.#pane.scrollHeight;
  }
}

/** @returns {Record<Stream, TextDecoder>} */
function newDecoders() {
  return { stdout: new TextDecoder(), stderr: new TextDecoder() };
}

/** @param {string} kind @param {string} text */
function span(kind, text) {
  const element = document.createElement("span");
  element.dataset.kind = kind;
  element.textContent = text;
  return element;
}
