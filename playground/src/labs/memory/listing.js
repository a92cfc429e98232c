/** A program's text, line by line, with the line that runs next marked. */

import { tokens } from "./c-tokens.js";

const KEYWORDS = new Set(
  ("auto break case char const continue default do double else enum extern float for goto if inline int long return short " +
    "signed sizeof static struct switch typedef union unsigned void volatile while").split(" "),
);

export class Listing {
  element = document.createElement("ol");
  /** @type {Element | null} */
  #current = null;

  constructor() {
    this.element.className = "listing";
    this.element.tabIndex = 0;
    this.element.setAttribute("role", "list");
    this.element.setAttribute("aria-label", "Program");
  }

  /** @param {string} source */
  show(source) {
    this.#current = null;
    this.element.replaceChildren(...lines(source));
  }

  /** @param {number | null} line */
  mark(line) {
    this.#current?.removeAttribute("aria-current");
    this.#current = line === null ? null : (this.element.children[line - 1] ?? null);
    if (!(this.#current instanceof HTMLElement)) return;
    this.#current.setAttribute("aria-current", "step");
    const { offsetTop, offsetHeight } = this.#current;
    const { scrollTop, clientHeight } = this.element;
    if (offsetTop < scrollTop || offsetTop + offsetHeight > scrollTop + clientHeight) {
      this.element.scrollTop = offsetTop - clientHeight / 2;
    }
  }
}

/** @param {string} source @returns {HTMLLIElement[]} */
function lines(source) {
  /** @type {HTMLLIElement[]} */
  const made = source.trimEnd().split("\n").map(() => document.createElement("li"));
  let at = 0;
  let line = 0;
  /** @param {string} text @param {string} kind */
  const put = (text, kind) => {
    text.split("\n").forEach((part, i) => {
      if (i > 0) line++;
      if (part !== "") made[line]?.append(piece(part, kind));
    });
  };
  for (const { kind, text, from, to } of tokens(source)) {
    put(source.slice(at, from), "comment");
    put(text, kind === "name" ? (KEYWORDS.has(text) ? "keyword" : "") : kind);
    at = to;
  }
  put(source.slice(at), "comment");
  return made;
}

/** @param {string} text @param {string} kind */
function piece(text, kind) {
  if (kind === "" || kind === "mark" || text.trim() === "") return text;
  const made = document.createElement("span");
  made.className = kind;
  made.textContent = text;
  return made;
}
