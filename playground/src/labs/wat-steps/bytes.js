/** The bytes of the shown instructions, in the order of the file. */

import { reveal } from "../../listing.js";

/** @import {Step} from "./linked.js" */

export class Bytes {
  /** @type {HTMLElement[]} */
  #spans = [];

  /** @param {{choose: (index: number) => void, glance: (index: number | null) => void}} events */
  constructor({ choose, glance }) {
    this.list = document.createElement("div");
    this.list.className = "list bytes";
    this.list.tabIndex = 0;
    this.list.setAttribute("role", "group");
    this.list.setAttribute("aria-label", "The bytes of the functions, in hexadecimal");
    this.list.addEventListener("click", (event) => heard(event, choose));
    this.list.addEventListener("pointerover", (event) => heard(event, glance));
    this.list.addEventListener("pointerleave", () => glance(null));
  }

  /** @param {Uint8Array} bytes  Of the file. @param {Step[][]} functions */
  fill(bytes, functions) {
    this.#spans = [];
    this.list.replaceChildren(...functions.map((steps) => this.#paragraph(bytes, steps)));
  }

  /** Marks these; the first is brought into view unless `still`. @param {ReadonlySet<number>} marked @param {number | null} current @param {boolean} still */
  mark(marked, current, still) {
    this.#spans.forEach((span, index) => {
      span.classList.toggle("marked", marked.has(index));
      span.classList.toggle("current", index === current);
    });
    const first = this.#spans[current ?? Math.min(...marked)];
    if (first && !still) reveal(this.list, first);
  }

  /** @param {Uint8Array} bytes @param {Step[]} steps */
  #paragraph(bytes, steps) {
    const paragraph = document.createElement("p");
    const place = document.createElement("span");
    place.className = "number";
    place.textContent = hex(steps[0]?.offset ?? 0);
    paragraph.append(place, " ");
    for (const { offset, length } of steps) {
      const span = document.createElement("span");
      span.dataset.index = String(this.#spans.length);
      span.textContent = Array.from(bytes.subarray(offset, offset + length), (byte) => byte.toString(16).padStart(2, "0")).join(" ");
      this.#spans.push(span);
      paragraph.append(span, " ");
    }
    return paragraph;
  }
}

/** An offset, as it is written in hexadecimal. @param {number} offset */
export function hex(offset) {
  return `0x${offset.toString(16)}`;
}

/** @param {Event} event @param {(index: number) => void} hear */
function heard({ target }, hear) {
  if (target instanceof HTMLElement && target.dataset.index !== undefined) hear(Number(target.dataset.index));
}
