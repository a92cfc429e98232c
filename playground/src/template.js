/** The playground's markup. Parts that the code needs have a `data-part`. */

import { requestForm } from "./request-template.js";
import { strings as s } from "./strings.js";

const ICON = {
  run: `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 2.5v11l9-5.5z"/></svg>`,
  stop: `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3.5 3.5h9v9h-9z"/></svg>`,
  deploy: `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 1.5 13 7H9.8v4H6.2V7H3zM3 12.5h10V14H3z"/></svg>`,
};

const SOURCE = `
<div class="source" data-part="source" role="group" aria-label="${s.files}">
  <div class="tabs" data-part="tabs" role="tablist" aria-label="${s.files}"></div>
  <div class="editor" data-part="editor"></div>
  <p class="hint" data-part="hint" id="leave">${s.leave}</p>
</div>`;

const NOTICE = `<div class="notice" data-part="notice" role="alert" hidden></div>`;
const STATUS = `<div class="status" data-part="status" role="status" aria-live="polite"></div>`;
const STOP = `<button data-part="stop" class="stop" title="${s.stopHint}" disabled>${ICON.stop}${s.stop}</button>`;
const DEPLOY = `<button data-part="deploy" title="${s.deployHint}">${ICON.deploy}${s.deploy}</button>`;
const RESET = `<button data-part="reset" class="quiet" title="${s.resetHint}" disabled>${s.reset}</button>`;
const BUILDER = `<span class="builder" data-part="builder" hidden></span>`;

const RESULT = `
<ul class="problems" data-part="problems" aria-label="${s.problems}" hidden></ul>
<div class="live" data-part="live" hidden></div>
<pre class="output" data-part="output" role="log" aria-label="${s.output}" tabindex="0"></pre>
<form class="input" data-part="input">
  <label><span>${s.input}</span>
    <input data-part="line" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="${s.inputHint}">
  </label>
  <button class="quiet">${s.send}</button>
  <button type="button" class="quiet" data-part="eof" title="${s.endInputHint}">${s.endInput}</button>
</form>`;

/** The whole playground: a bar, the text, and the results beside or below it. */
const WHOLE = `
<div class="bar" role="group" aria-label="Playground">
  <label class="pick"><span>${s.example}</span><select data-part="picker"></select></label>
  <div class="actions">
    ${run(s.run, s.runHint)}${STOP}${DEPLOY}
    <button data-part="share" class="quiet" title="${s.shareHint}">${s.share}</button>
    ${RESET}
  </div>
  ${BUILDER}
</div>
<p class="about" data-part="about"></p>
${NOTICE}
<div class="panes">${SOURCE}
  <div class="results" data-part="results" role="group" aria-label="${s.result}">${STATUS}${RESULT}</div>
</div>`;

/** A fence of a lesson: the text, a row with what can be done, and the results when there are some. */
const EMBEDDED = embedded(run(s.run, s.runHint));
const QUIZ = embedded(run(s.check, s.checkHint), { question: `<fieldset class="quiz" data-part="question"></fieldset>` });
const EDGE = embedded(run(s.send, s.sendHint), {
  question: requestForm,
  deploy: DEPLOY,
  answer: `<div class="response" data-part="response" role="group" aria-label="${s.response}" hidden></div>`,
});

/** @param {string} primary @param {{question?: string, deploy?: string, answer?: string}} [more] */
function embedded(primary, { question = "", deploy = "", answer = "" } = {}) {
  return `${SOURCE}${question}${NOTICE}
<div class="foot">
  <span class="swap">${primary}${STOP}</span>${STATUS}${BUILDER}${deploy}${RESET}
</div>
<div class="results" data-part="results" role="group" aria-label="${s.result}">${answer}${RESULT}</div>`;
}

/** @param {string} label @param {string} hint */
function run(label, hint) {
  return `<button data-part="run" class="primary" title="${hint}">${ICON.run}${label}</button>`;
}

/**
 * @typedef {object} Parts
 * @property {HTMLElement} source
 * @property {HTMLElement} tabs
 * @property {HTMLElement} editor
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
 * @property {HTMLElement} [about]
 * @property {HTMLButtonElement} [share]
 * @property {HTMLButtonElement} [deploy]
 * @property {HTMLFieldSetElement} [question]
 * @property {HTMLFormElement} [request]
 * @property {HTMLElement} [response]
 */

/** @typedef {"whole" | "embedded" | "quiz" | "edge"} Form */

const templates = { whole: WHOLE, embedded: EMBEDDED, quiz: QUIZ, edge: EDGE };

/** What a page asks for. @param {HTMLElement} host @returns {Form} */
export function formOf(host) {
  if (!host.hasAttribute("embedded")) return "whole";
  if (host.hasAttribute("ask")) return "quiz";
  return host.getAttribute("run") === "edge" ? "edge" : "embedded";
}

/** Fills the root and returns its parts. @param {ShadowRoot} root @param {Form} form @returns {Parts} */
export function build(root, form) {
  const template = document.createElement("template");
  template.innerHTML = templates[form];
  root.replaceChildren(template.content);
  const parts = [...root.querySelectorAll("[data-part]")].map((part) => [/** @type {HTMLElement} */ (part).dataset.part, part]);
  return Object.fromEntries(parts);
}
