/** wardian.toml, which tells of a project in a folder or an archive what its files do not (see the guide for writers). */

import { parse, stringify } from "smol-toml";

/** @import {Original, Project} from "../project.js" */

export const NAME = "wardian.toml";

const KINDS = /** @type {const} */ (["console", "interactive", "handler"]);

/** @param {Project} project */
export function aboutText({ name, original: { description, kind, language, run, grants } }) {
  const { args, stdin, env } = run;
  const granted = grants && (grants.kv || grants.fetch.length > 0) ? { grants } : {};
  const said = description === "" ? {} : { description };
  return `${stringify({ title: oneLine(name), ...said, kind, language, run: { args, stdin, env }, ...granted })}\n`;
}

/** What it says, as far as it is what a project may say. @param {string} text @returns {Partial<Original>} */
export function readAbout(text) {
  /** @type {Record<string, any>} */
  let told;
  try {
    told = parse(text);
  } catch {
    return {};
  }
  const { title, description, kind, language, run = {} } = told;
  /** @type {Partial<Original>} */
  const about = { run: { args: textsIn(run.args), stdin: textOr(run.stdin, ""), env: recordOf(run.env) } };
  if (typeof title === "string") about.title = title;
  if (typeof description === "string") about.description = description;
  if (typeof language === "string") about.language = language;
  about.kind = KINDS.find((known) => known === kind) ?? "console";
  return about;
}

/** @param {string} text */
function oneLine(text) {
  return text.replaceAll(/\s+/g, " ").trim() || "Project";
}

/** @param {unknown} value @param {string} other */
function textOr(value, other) {
  return typeof value === "string" ? value : other;
}

/** @param {unknown} value */
function textsIn(value) {
  return Array.isArray(value) ? value.filter((item) => typeof item === "string") : [];
}

/** @param {unknown} value @returns {Record<string, string>} */
function recordOf(value) {
  if (typeof value !== "object" || value === null) return {};
  return Object.fromEntries(Object.entries(value).filter(([, item]) => typeof item === "string"));
}
