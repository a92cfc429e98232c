/** The program that the element holds: JSON, with its text highlighted, as a lesson's fence has it; or its files as scripts. */

import { hashOf } from "./hash.js";
import { languageNamed } from "./languages/index.js";
/** @import {Original} from "./project.js" */

/**
 * @typedef {object} Fence
 * @property {Original} original
 * @property {Record<string, string>} labels  What a file is called on the page, by path.
 * @property {Record<string, Range[]>} hidden  By path.
 *
 * @typedef {[first: number, last: number]} Range  Lines, from 1.
 */

/** @param {HTMLElement} host @returns {Fence | null} null where there is no program in it. */
export function readFence(host) {
  const script = host.querySelector(':scope > script[type="application/json"]');
  if (script === null) return readScripts(host);
  const { key, language, title, kind, files, labels, hidden, run } = JSON.parse(script.textContent);
  const input = { ...run, ended: run.stdin !== "" };
  const original = { key: `fence/${key}`, prebuilt: key, language, title, description: "", kind, files, run: input };
  return { original, labels: labels ?? {}, hidden: hidden ?? {} };
}

/** Each of them is a file: the entry file, if it does not say which. @param {HTMLElement} host @returns {Fence | null} */
function readScripts(host) {
  const scripts = [.../** @type {NodeListOf<HTMLScriptElement>} */ (host.querySelectorAll(':scope > script[type="text/plain"]'))];
  const language = languageNamed(host.getAttribute("language") ?? "");
  if (scripts.length === 0 || language === null) return null;
  const files = Object.fromEntries(scripts.map(({ dataset, textContent }) => [dataset.path ?? language.entry, textContent.replace(/^\n/, "")]));
  if (!(language.entry in files)) return null;
  const run = { args: [], stdin: "", env: {} };
  const key = `page-text/${location.pathname}/${hashOf(JSON.stringify(files))}`;
  return { original: { key, language: language.name, title: host.title, description: "", kind: "console", files, run }, labels: {}, hidden: {} };
}

/** The highlighted text of a file. @param {HTMLElement} host @param {string} path @returns {Element | null} */
export function highlighted(host, path) {
  return host.querySelector(`:scope > [data-file="${CSS.escape(path)}"] code`);
}
