/** A project that somebody else made: what it may be, and what of it is shown. */

import { fromBase64 } from "../base64.js";
import { languageNamed } from "../languages/index.js";
import { NotOpened } from "../not-opened.js";
import { contentProblem } from "../projects/check.js";
import { strings } from "../strings.js";

/** @import {Original} from "../project.js" */

const LONGEST = { title: 120, description: 400, argument: 4096, arguments: 64, stdin: 65_536 };

const KINDS = /** @type {const} */ (["console", "interactive", "handler"]);

/** Controls, and characters that change the direction of what follows or cannot be seen. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]+/gu;

/** What it tells of a project, as far as a project may be so. Throws NotOpened. @param {Record<string, unknown>} said @returns {Omit<Original, "key">} */
export function checked(said) {
  const language = languageNamed(String(said.language));
  const files = textsIn(said.files);
  const binary = Object.fromEntries(Object.entries(textsIn(said.binary ?? [])).map(([path, text]) => [path, fileBytes(text)]));
  if (language === null || !Object.hasOwn(files, language.entry)) throw new NotOpened(strings.sharing.broken);
  const problem = contentProblem({ files, binary, folders: [] });
  if (problem !== null) throw new NotOpened(strings.sharing.refused(problem));
  const title = lineIn(said.title, LONGEST.title) || strings.shared;
  const kind = KINDS.find((known) => known === said.kind) ?? "console";
  const run = { args: argumentsIn(said.args), stdin: textIn(said.stdin).slice(0, LONGEST.stdin), env: textsIn(said.env ?? []) };
  return { language: language.name, title, description: lineIn(said.description, LONGEST.description), kind, files, binary, run };
}

/** @param {string} text */
function fileBytes(text) {
  try {
    return fromBase64(text);
  } catch {
    throw new NotOpened(strings.sharing.broken);
  }
}

/** Text by name, from a list of pairs; names that objects have of themselves are no file's. @param {unknown} pairs @returns {Record<string, string>} */
function textsIn(pairs) {
  if (!Array.isArray(pairs)) throw new NotOpened(strings.sharing.broken);
  /** @type {Record<string, string>} */
  const texts = {};
  for (const pair of pairs) {
    const [name, text] = Array.isArray(pair) ? pair : [];
    if (typeof name !== "string" || typeof text !== "string" || name in texts) throw new NotOpened(strings.sharing.broken);
    texts[name] = text;
  }
  return texts;
}

/** @param {unknown} args */
function argumentsIn(args) {
  const texts = Array.isArray(args) ? args.map(textIn) : [];
  return texts.slice(0, LONGEST.arguments).map((text) => text.slice(0, LONGEST.argument));
}

/** @param {unknown} value */
function textIn(value) {
  return typeof value === "string" ? value.replaceAll("\0", "") : "";
}

/** One line of what can be seen. @param {unknown} value @param {number} longest */
function lineIn(value, longest) {
  return [...textIn(value).replaceAll(UNSEEN, " ").replaceAll(/\s+/g, " ").trim()].slice(0, longest).join("");
}
