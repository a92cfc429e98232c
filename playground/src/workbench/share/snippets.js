/** HTML that shows a program in another page. */

import { PLAYGROUND } from "../../backend/place.js";

/** What the program is known by: all of it, or a share that a runner keeps. @typedef {{code: string} | {share: string}} Named */

/** @param {Named} named @param {string} title */
export function iframeOf(named, title) {
  const url = new URL("embed.html", PLAYGROUND);
  if ("code" in named) url.hash = `code=${named.code}`;
  else url.search = new URLSearchParams(named).toString();
  return `<iframe src="${escaped(url.href)}" title="${escaped(title)}" width="100%" height="480" loading="lazy"></iframe>`;
}

/** @param {Named} named */
export function componentOf(named) {
  const [[name, value] = ["", ""]] = Object.entries(named);
  return [
    `<script type="module" src="${escaped(new URL("playground.js", PLAYGROUND).href)}"></script>`,
    `<wardian-playground embedded ${name}="${escaped(value)}"></wardian-playground>`,
  ].join("\n");
}

/** @param {string} text */
function escaped(text) {
  return text.replaceAll("&", "&amp;").replaceAll('"', "&quot;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}
