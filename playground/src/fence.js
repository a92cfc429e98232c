/** What the fence of a lesson put into the page: a program as JSON, and its text, highlighted. */

/** @import {Original} from "./project.js" */

/**
 * @typedef {object} Fence
 * @property {Original} original
 * @property {Record<string, string>} labels  What a file is called on the page, by path.
 * @property {Record<string, Range[]>} hidden  By path.
 *
 * @typedef {[first: number, last: number]} Range  Lines, from 1.
 */

/** @param {HTMLElement} host @returns {Fence | null} null where there is no fence. */
export function readFence(host) {
  const script = host.querySelector(':scope > script[type="application/json"]');
  if (script === null) return null;
  const { key, language, title, kind, files, labels, hidden, run } = JSON.parse(script.textContent);
  const input = { ...run, ended: run.stdin !== "" };
  const original = { key: `fence/${key}`, prebuilt: key, language, title, description: "", kind, files, run: input };
  return { original, labels: labels ?? {}, hidden: hidden ?? {} };
}

/** The highlighted text of a file. @param {HTMLElement} host @param {string} path @returns {Element | null} */
export function highlighted(host, path) {
  return host.querySelector(`:scope > [data-file="${CSS.escape(path)}"] code`);
}
