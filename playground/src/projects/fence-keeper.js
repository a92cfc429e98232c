/** Keeps the edits of a lesson's fence: its few files, as one value of the browser's plain storage. */

import { forget, keysOf, load, save } from "../storage.js";

/** @import {Content, Keeper, Original, Project} from "../project.js" */

/** @implements {Keeper} */
export class FenceKeeper {
  #place;

  /** @param {Original} original */
  constructor(original) {
    this.#place = placeOf(original.key);
    this.content = textsKept(original);
  }

  /** @param {Project} project */
  keep(project) {
    if (!project.edited) forget(this.#place);
    project.tell(!project.edited || save(this.#place, project.files) ? null : "refused");
  }
}

/** What is kept so, if it still fits the original. @param {Original} original @returns {Content | null} */
export function textsKept(original) {
  const files = load(placeOf(original.key));
  if (typeof files !== "object" || files === null) return null;
  const same = Object.keys(files).sort().join("\n") === Object.keys(original.files).sort().join("\n");
  return same && Object.values(files).every((text) => typeof text === "string") ? { files, binary: {}, folders: [] } : null;
}

/** The keys of the examples that an earlier version kept so. */
export function examplesKept() {
  return keysOf(placeOf("")).map((place) => place.slice(placeOf("").length)).filter((key) => /^(?!fence\/|share\/|own\/)[^/]+\/[^/]+$/.test(key));
}

/** @param {string} key */
export function forgetTexts(key) {
  forget(placeOf(key));
}

/** @param {string} key  An original's. */
function placeOf(key) {
  return `project:${key}`;
}
