/** The playground's markup. Parts that the code needs have a `data-part`. */

import { divide, divided } from "./divided.js";
import { requestForm } from "./request-template.js";
import { strings } from "./strings.js";

const ICON = {
  run: `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 2.5v11l9-5.5z"/></svg>`,
  stop: `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3.5 3.5h9v9h-9z"/></svg>`,
  deploy: `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 1.5 13 7H9.8v4H6.2V7H3zM3 12.5h10V14H3z"/></svg>`,
  share: `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M12 1.8a2.2 2.2 0 1 1-1.6 3.7L6.1 7.6v.8l4.3 2.1a2.2 2.2 0 1 1-.6 1.3L5.4 9.7a2.2 2.2 0 1 1 0-3.4l4.4-2.1a2.2 2.2 0 0 1 2.2-2.4z"/></svg>`,
  reset: `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 2.5a5.5 5.5 0 1 1-5.3 4h1.6A4 4 0 1 0 8 4v2.5L4 3.2 8 0z"/></svg>`,
};

/** What several forms have, in the reader's language. */
function pieces(s = strings) {
  return {
    source: (/** @type {string} */ notice) => `
<div class="source" data-part="source" role="group" aria-label="${s.files}">
  <div class="strip">
    <div class="tabs" data-part="tabs" role="tablist" aria-label="${s.files}"></div>
    <div class="acts" data-part="tools" role="group" aria-label="${s.editing.tools}" hidden></div>
  </div>
  <div class="editor" data-part="editor"></div>
  ${notice}
  <div class="keys" data-part="keys" tabindex="0" role="group" aria-label="${s.editing.keys}"></div>
  <p class="hint" data-part="hint" id="leave">${s.leave}</p>
</div>`,
    notice: `<div class="notice" data-part="notice" role="alert" hidden></div>`,
    status: `<div class="status" data-part="status" role="status" aria-live="polite"></div>`,
    stop: `<button data-part="stop" class="stop" title="${s.stopHint}" disabled>${ICON.stop}<span class="word">${s.stop}</span></button>`,
    deploy: `<button data-part="deploy" title="${s.deployHint}">${ICON.deploy}<span class="word">${s.deploy}</span></button>`,
    reset: `<button data-part="reset" class="quiet" title="${s.resetHint}" disabled>${ICON.reset}<span class="word">${s.reset}</span></button>`,
    builder: `<span class="builder" data-part="builder" hidden></span>`,
    result: `
<ul class="problems" data-part="problems" aria-label="${s.problems}" hidden></ul>
<div class="live" data-part="live" hidden></div>
<pre class="output" data-part="output" role="log" aria-label="${s.output}" tabindex="0"></pre>
<form class="input" data-part="input">
  <label><span>${s.input}</span>
    <input data-part="line" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="${s.inputHint}">
  </label>
  <button class="quiet">${s.send}</button>
  <button type="button" class="quiet" data-part="eof" title="${s.endInputHint}">${s.endInput}</button>
</form>`,
  };
}

/** The whole playground: a bar, the files, the text, and the results beside or below it. */
function whole(s = strings) {
  const { source, notice, status, stop, deploy, reset, builder, result } = pieces();
  return `
<div class="bar" role="group" aria-label="${s.workbench.playground}">
  <button data-part="projects" class="name quiet" title="${s.projects.openList}">…</button>
  <button data-part="showSide" class="quiet files" aria-expanded="false">${s.workbench.showSide}</button>
  <label class="pick"><span>${s.example}</span><select data-part="picker"></select></label>
  <button data-part="begin" class="quiet begin" title="${s.start.openHint}">${s.start.open}</button>
  <div class="actions">
    ${run(s.run, s.runHint)}${stop}${deploy}
    <button data-part="share" class="quiet" title="${s.shareHint}">${ICON.share}<span class="word">${s.share}</span></button>
    ${reset}
  </div>
  ${builder}
</div>
<p class="about" data-part="about" lang="en"></p>
<div class="panes" data-part="panes"><aside class="side" data-part="side"></aside>${source(notice)}
  <div class="divider" data-part="divider" role="separator" tabindex="0" aria-label="${s.workbench.divider}" aria-valuenow="55" aria-orientation="vertical"></div>
  <div class="results" data-part="results" role="group" aria-label="${s.result}">${status}
    <div class="views" data-part="views" role="tablist" aria-label="${s.workbench.views}"></div>
    <div class="view" data-part="outputView" role="tabpanel">${result}</div>
  </div>
</div>`;
}

function quiz(s = strings) {
  return embedded(run(s.check, s.checkHint), { question: `<fieldset class="quiz" data-part="question"></fieldset>` });
}

function edge(s = strings) {
  return embedded(run(s.send, s.sendHint), {
    question: requestForm(),
    deploy: pieces().deploy,
    answer: `<div class="response" data-part="response" role="group" aria-label="${s.response}" hidden></div>`,
  });
}

/**
 * A fence of a lesson: the text, a row with what can be done, and the results when there are some.
 * @param {string} [primary]
 * @param {{question?: string, deploy?: string, answer?: string}} [more]
 */
function embedded(primary = run(strings.run, strings.runHint), { question = "", deploy = "", answer = "" } = {}) {
  const { source, notice, status, stop, reset, builder, result } = pieces();
  return `${source("")}${question}${notice}
<div class="foot">
  <span class="swap">${primary}${stop}</span>${status}${builder}${deploy}${reset}
  <a data-part="onward" class="button quiet" target="_blank" rel="noopener">${strings.sharing.openHere}</a>
</div>
<div class="results" data-part="results" role="group" aria-label="${strings.result}">${answer}${result}</div>`;
}

/** @param {string} label @param {string} hint */
function run(label, hint) {
  return `<button data-part="run" class="primary" title="${hint}">${ICON.run}${label}</button>`;
}

/**
 * @typedef {object} Parts
 * @property {HTMLElement} source
 * @property {HTMLElement} tabs
 * @property {HTMLElement} tools  What can be done with the text; filled by who does it.
 * @property {HTMLElement} editor
 * @property {HTMLElement} keys  For who types on a touch screen.
 * @property {HTMLElement} hint
 * @property {HTMLElement} notice
 * @property {HTMLButtonElement} run
 * @property {HTMLButtonElement} stop
 * @property {HTMLButtonElement} reset
 * @property {HTMLElement} builder
 * @property {HTMLElement} results
 * @property {HTMLElement} status
 * @property {HTMLElement} problems
 * @property {HTMLElement} live
 * @property {HTMLElement} output
 * @property {HTMLFormElement} input
 * @property {HTMLInputElement} line
 * @property {HTMLButtonElement} eof
 * @property {HTMLSelectElement} [picker]
 * @property {HTMLButtonElement} [begin]  Opens the gallery.
 * @property {HTMLButtonElement} [projects]  Has the project's name.
 * @property {HTMLButtonElement} [showSide]
 * @property {HTMLElement} [side]  Room for the files.
 * @property {HTMLElement} [panes]
 * @property {HTMLElement} [divider]  Between the text and the results.
 * @property {HTMLElement} [views]  The list of views of the result.
 * @property {HTMLElement} [outputView]
 * @property {HTMLElement} [about]
 * @property {HTMLButtonElement} [share]
 * @property {HTMLButtonElement} [deploy]
 * @property {HTMLAnchorElement} [onward]  Leads to the whole playground.
 * @property {HTMLFieldSetElement} [question]
 * @property {HTMLFormElement} [request]
 * @property {HTMLElement} [response]
 */

/** @typedef {"whole" | "embedded" | "quiz" | "edge"} Form */

const templates = { whole, embedded: () => embedded(), quiz, edge };

/** What a page asks for. @param {HTMLElement} host @returns {Form} */
export function formOf(host) {
  if (!host.hasAttribute("embedded")) return "whole";
  if (host.hasAttribute("ask")) return "quiz";
  return host.getAttribute("run") === "edge" ? "edge" : "embedded";
}

/** Fills the root and returns its parts. @param {ShadowRoot} root @param {Form} form @returns {Parts} */
export function build(root, form) {
  const template = document.createElement("template");
  template.innerHTML = templates[form]();
  root.replaceChildren(template.content);
  const parts = [...root.querySelectorAll("[data-part]")].map((part) => [/** @type {HTMLElement} */ (part).dataset.part, part]);
  /** @type {Parts} */
  const made = Object.fromEntries(parts);
  if (made.panes) divide(made.panes, divided());
  return made;
}
