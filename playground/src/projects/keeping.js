/** How one playground keeps what is done to its programs. */

import { formOf } from "../template.js";
import { Project } from "../project.js";
import { FenceKeeper } from "./fence-keeper.js";

/** @import {Original} from "../project.js" */
/** @import {Shelf} from "./shelf.js" */

export class Keeping {
  #none;
  #shelf;

  /** @param {HTMLElement} host */
  constructor(host) {
    const form = formOf(host);
    this.#none = host.hasAttribute("readonly") || form === "quiz";
    this.#shelf = form === "whole" && !this.#none ? openShelf() : null;
  }

  /** null where the browser has none for us, and where there are only fences. @returns {Promise<Shelf | null>} */
  async shelf() {
    return this.#shelf;
  }

  /** An original, with what the learner has done to it. @param {Original} original */
  async resume(original) {
    if (this.#none || isGiven(original)) return new Project(original, null);
    const shelf = await this.#shelf;
    return shelf?.resume(original) ?? new Project(original, new FenceKeeper(original));
  }

  async close() {
    (await this.#shelf)?.close();
  }
}

/** Whether the page gave it to the element: what becomes of it is for the page to keep. @param {Original} original */
function isGiven({ key }) {
  return key.startsWith("page/");
}

/** @returns {Promise<Shelf | null>} */
async function openShelf() {
  try {
    const { Shelf } = await import("./shelf.js");
    return await Shelf.open();
  } catch (error) {
    console.warn(error);
    return null;
  }
}
