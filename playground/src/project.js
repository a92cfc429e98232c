/** The files that are being edited, next to the original that Reset brings back. */

import { languageNamed } from "./languages/index.js";
import { Topic } from "./topic.js";

/** @import {Grants} from "./deployment/calls.js" */
/** @import {Arrangement} from "./code.js" */
/** @import {Source} from "./backend/index.js" */

/**
 * What there is in a project. `binary` has the files that are no text; `folders` those that hold nothing yet.
 * @typedef {object} Content
 * @property {Record<string, string>} files
 * @property {Record<string, Uint8Array<ArrayBuffer>>} binary
 * @property {string[]} folders
 */

/**
 * @typedef {object} Original
 * @property {string} key  Names the example, share or project, as storage does.
 * @property {string} [prebuilt]  Names the artifact that the site may have of the unedited files.
 * @property {string} language
 * @property {string} title
 * @property {string} description
 * @property {"console" | "interactive" | "handler"} kind
 * @property {Record<string, string>} files
 * @property {Record<string, Uint8Array<ArrayBuffer>>} [binary]
 * @property {{args: string[], stdin: string, env: Record<string, string>, ended?: boolean}} run
 *   `ended` tells that its input is all there is.
 * @property {Grants} [grants]  What it asks for when it is deployed; nothing if it is not an example of the site.
 */

/** Why edits are not kept: nothing may be stored here, all room is taken, or another tab edits the project. @typedef {"refused" | "full" | "elsewhere"} Trouble */

/**
 * What keeps a project's edits for the next visit.
 * @typedef {object} Keeper
 * @property {Content | null} content  What it has from an earlier visit.
 * @property {(project: Project, paths: string[]) => void} keep  The files at `paths` have changed, or are gone.
 * @property {(project: Project) => void} [rename]
 * @property {Arrangement} [arrangement]
 */

export class Project {
  #keeper;
  /** How the reader wants it started. @type {Original["run"] | null} */
  started = null;
  /** Why the last edit would not be there at the next visit; null if it would. @type {Trouble | null} */
  trouble = null;
  /** It is kept again, or it is not. @type {Topic<Project>} */
  troubled = new Topic();
  /** Other content has taken the place of this. @type {Topic<Content>} */
  replaced = new Topic();

  /** @param {Original} original @param {Keeper | null} keeper  null if nothing lasts until the next visit. */
  constructor(original, keeper) {
    const { files, binary, folders } = keeper?.content ?? contentOf(original);
    this.#keeper = keeper;
    this.original = original;
    this.name = original.title;
    this.files = inOrder(original, files);
    this.binary = { ...binary };
    this.folders = [...folders];
  }

  get language() {
    return this.original.language;
  }

  /** How it is started: as the reader wants it, else as its author says. */
  get run() {
    return this.started ?? this.original.run;
  }

  /** @returns {Content} */
  get content() {
    return { files: { ...this.files }, binary: { ...this.binary }, folders: [...this.folders] };
  }

  /** How it was left. */
  get arrangement() {
    return this.#keeper?.arrangement;
  }

  /** Every file, the entry first. */
  get paths() {
    return [...Object.keys(this.files), ...Object.keys(this.binary).sort()];
  }

  /** @param {string} path */
  has(path) {
    return path in this.files || path in this.binary;
  }

  get edited() {
    return differing(this, contentOf(this.original)).length > 0;
  }

  /** What there is to build now; edits do not change it. @returns {Source} */
  get source() {
    const source = sourceOf(this.language, this.content);
    return this.edited ? source : { ...source, prebuilt: this.original.prebuilt };
  }

  /** Keeps the edit for the next visit. @param {string} path @param {string} text */
  edit(path, text) {
    this.files[path] = text;
    this.#keep([path]);
  }

  /** Other content, as a whole. @param {Content} content */
  replace({ files, binary, folders }) {
    const before = this.content;
    this.files = inOrder(this.original, files);
    this.binary = { ...binary };
    this.folders = [...folders];
    this.#keep(differing(before, this.content));
    this.replaced.emit(before);
  }

  reset() {
    this.replace(contentOf(this.original));
  }

  /** @param {string} name */
  rename(name) {
    this.name = name;
    this.#keeper?.rename?.(this);
  }

  /** @param {Trouble | null} trouble */
  tell(trouble) {
    if (this.trouble === trouble) return;
    this.trouble = trouble;
    this.troubled.emit(this);
  }

  /** @param {string[]} paths */
  #keep(paths) {
    this.#keeper?.keep(this, paths);
  }
}

/** @param {string} language @param {Content} content @returns {Source} */
export function sourceOf(language, { files, binary }) {
  return Object.keys(binary).length > 0 ? { language, files, binary } : { language, files };
}

/** @param {Pick<Original, "files" | "binary">} original @returns {Content} */
export function contentOf({ files, binary = {} }) {
  return { files: { ...files }, binary: { ...binary }, folders: [] };
}

/** As the original has them; then, by name, what it does not have. @param {Original} original @param {Record<string, string>} files */
function inOrder({ language, files: known }, files) {
  const entry = languageNamed(language)?.entry ?? "";
  const order = [...Object.keys(known), entry, ...Object.keys(files).sort()].filter((path) => path in files);
  return Object.fromEntries(order.map((path) => [path, files[path] ?? ""]));
}

/** The paths at which two contents are not the same. @param {Content} one @param {Content} other */
export function differing(one, other) {
  const texts = union(one.files, other.files).filter((path) => one.files[path] !== other.files[path]);
  const bytes = union(one.binary, other.binary).filter((path) => !equal(one.binary[path], other.binary[path]));
  return [...new Set([...texts, ...bytes])];
}

/** Whether both are built alike. @param {Source} one @param {Source} other */
export function sameSource(one, other) {
  return one.language === other.language && differing(contentOf(one), contentOf(other)).length === 0;
}

/** @param {object} one @param {object} other */
function union(one, other) {
  return [...new Set([...Object.keys(one), ...Object.keys(other)])];
}

/** Whether both hold the same bytes, or neither is there. @param {Uint8Array | undefined} one @param {Uint8Array | undefined} other */
export function equal(one, other) {
  if (one === other) return true;
  return one !== undefined && other !== undefined && one.length === other.length && one.every((byte, index) => byte === other[index]);
}
