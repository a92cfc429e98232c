/** A project that the page around the element gives it, or asks it for. */

import { languageNamed } from "./languages/index.js";
import { contentProblem } from "./projects/check.js";

/** @import {Original, Project} from "./project.js" */

/**
 * @typedef {object} Given
 * @property {string} language  "c", "rust", "python" or "wat".
 * @property {Record<string, string>} files  Text by path; the language's entry file among them.
 * @property {Record<string, Uint8Array<ArrayBuffer>>} [binary]  The files that are no text.
 * @property {string} [title]
 * @property {"console" | "interactive" | "handler"} [kind]
 * @property {{args?: string[], stdin?: string, env?: Record<string, string>}} [run]  How it is started.
 */

let count = 0;

/** Throws a TypeError that says what is wrong. @param {Given} given @returns {Original} */
export function originalOf({ language, files, binary = {}, title = "", kind = "console", run = {} }) {
  const { entry } = languageNamed(language) ?? {};
  if (entry === undefined) throw new TypeError(`There is no language ${language}.`);
  if (!(entry in files)) throw new TypeError(`${entry} is missing; every project of this language starts there.`);
  const problem = contentProblem({ files, binary, folders: [] });
  if (problem !== null) throw new TypeError(problem);
  const start = { args: run.args ?? [], stdin: run.stdin ?? "", env: run.env ?? {} };
  return { key: `page/${++count}`, language, title, description: "", kind, files, binary, run: start };
}

/** As it is now. @param {Project} project @returns {Given} */
export function givenBy({ language, name: title, original: { kind }, content: { files, binary }, run: { args, stdin, env } }) {
  return { language, title, kind, files, binary, run: { args: [...args], stdin, env: { ...env } } };
}
