/** The languages of the playground; each is one module of this folder. */

import { c } from "./c.js";
import { python } from "./python.js";
import { rust } from "./rust.js";
import { wat } from "./wat.js";

/** @import {LanguageSupport} from "@codemirror/language" */
/** @import {Program} from "../messages.js" */

/**
 * @typedef {object} Language
 * @property {string} name  As the API calls it.
 * @property {string} label
 * @property {string} entry  The file that every project has.
 * @property {"wasi" | "python"} runtime
 * @property {string} characters  Those that a touch screen's keyboard hides, the most used first.
 * @property {() => Promise<LanguageSupport>} support  Loads the grammar of the editor, and what it completes.
 * @property {(files: Record<string, string | Uint8Array>, artifact: () => Promise<ArrayBuffer>) => Promise<Program>} program
 *   What the frame runs, made of the sources or of the build's artifact.
 */

/** @type {readonly Language[]} */
export const languages = [c, rust, python, wat];

/** @param {string} name */
export function languageNamed(name) {
  return languages.find((language) => language.name === name) ?? null;
}
