/** The choice of an example. */

import { listExamples } from "./examples.js";
import { choose, fillPicker } from "./picker.js";
import { strings } from "./strings.js";

/** @import {Original} from "./project.js" */
/** @import {View} from "./view.js" */

export class Gallery {
  #picker;
  /** @type {Original | null} */
  #chosen = null;

  /** @param {HTMLSelectElement} picker @param {View} view @param {(name: string) => void} pick */
  constructor(picker, view, pick) {
    this.#picker = picker;
    picker.addEventListener("change", () => pick(picker.value));
    this.#fill(view);
  }

  /** @param {Original} original */
  choose(original) {
    this.#chosen = original;
    choose(this.#picker, original.key, original.title);
  }

  /** @param {View} view */
  async #fill(view) {
    try {
      fillPicker(this.#picker, await listExamples());
    } catch {
      view.remark(strings.galleryMissing);
    }
    if (this.#chosen !== null) this.choose(this.#chosen);
  }
}
