/** The files that are being edited, next to the original that Reset brings back. */

import { forget, load, save } from "./storage.js";

/** @import {Grants} from "./api.js" */
/** @import {Source} from "./backend/index.js" */

/**
 * @typedef {object} Original
 * @property {string} key  Names the example or share, as storage does.
 * @property {string} [prebuilt]  Names the artifact that the site may have of the unedited files.
 * @property {string} language
 * @property {string} title
 * @property {string} description
 * @property {"console" | "interactive" | "handler"} kind
 * @property {Record<string, string>} files
 * @property {{args: string[], stdin: string, env: Record<string, string>, ended?: boolean}} run
 *   `ended` tells that its input is all there is.
 * @property {Grants} [grants]  What it asks for when it is deployed; nothing if it is not an example of the site.
 */

export class Project {
  #kept;
  /** Whether the last edit will still be there at the next visit. */
  stored = true;

  /** @param {Original} original @param {{kept?: boolean}} [options]  `kept`: whether edits last until the next visit. */
  constructor(original, { kept = true } = {}) {
    this.#kept = kept;
    this.original = original;
    this.files = (kept ? storedFiles(original) : null) ?? { ...original.files };
  }

  get language() {
    return this.original.language;
  }

  get edited() {
    return JSON.stringify(this.files) !== JSON.stringify(this.original.files);
  }

  /** What there is to build. @returns {Source} */
  get source() {
    const { language, files } = this;
    return this.edited ? { language, files } : { language, files, prebuilt: this.original.prebuilt };
  }

  /** Keeps the edit for the next visit. @param {string} path @param {string} text */
  edit(path, text) {
    this.files[path] = text;
    this.stored = !this.#kept || this.#store();
  }

  #store() {
    if (this.edited) return save(storageKey(this.original), this.files);
    forget(storageKey(this.original));
    return true;
  }

  reset() {
    this.files = { ...this.original.files };
    forget(storageKey(this.original));
  }
}

/** @param {Original} original */
function storageKey(original) {
  return `project:${original.key}`;
}

/** @param {Original} original @returns {Record<string, string> | null} */
function storedFiles(original) {
  const files = load(storageKey(original));
  if (typeof files !== "object" || files === null) return null;
  const same = Object.keys(files).join("\n") === Object.keys(original.files).join("\n");
  return same && Object.values(files).every((text) => typeof text === "string") ? files : null;
}
