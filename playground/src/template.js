/** The playground's markup. Parts that the code needs have a `data-part`. */

import { strings as s } from "./strings.js";

const ICON = {
  run: `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M4 2.5v11l9-5.5z"/></svg>`,
  stop: `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M3.5 3.5h9v9h-9z"/></svg>`,
  deploy: `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="M8 1.5 13 7H9.8v4H6.2V7H3zM3 12.5h10V14H3z"/></svg>`,
};

const template = document.createElement("template");
template.innerHTML = `
<div class="bar" role="group" aria-label="Playground">
  <label class="pick"><span>${s.example}</span><select data-part="picker"></select></label>
  <div class="actions">
    <button data-part="run" class="primary" title="${s.runHint}">${ICON.run}${s.run}</button>
    <button data-part="stop" class="stop" title="${s.stopHint}" disabled>${ICON.stop}${s.stop}</button>
    <button data-part="deploy" title="${s.deployHint}">${ICON.deploy}${s.deploy}</button>
    <button data-part="share" class="quiet" title="${s.shareHint}">${s.share}</button>
    <button data-part="reset" class="quiet" title="${s.resetHint}" disabled>${s.reset}</button>
  </div>
</div>
<p class="about" data-part="about"></p>
<div class="notice" data-part="notice" role="alert" hidden></div>
<div class="panes">
  <section class="source" aria-label="${s.files}">
    <div class="tabs" data-part="tabs" role="tablist" aria-label="${s.files}"></div>
    <div class="editor" data-part="editor"></div>
  </section>
  <section class="results" data-part="results" aria-label="${s.result}">
    <div class="status" data-part="status" role="status" aria-live="polite"></div>
    <ul class="problems" data-part="problems" aria-label="${s.problems}" hidden></ul>
    <div class="live" data-part="live" hidden></div>
    <pre class="output" data-part="output" role="log" aria-label="${s.output}" tabindex="0"></pre>
    <form class="input" data-part="input">
      <label><span>${s.input}</span>
        <input data-part="line" autocomplete="off" autocapitalize="off" spellcheck="false" placeholder="${s.inputHint}">
      </label>
      <button class="quiet">${s.send}</button>
      <button type="button" class="quiet" data-part="eof" title="${s.endInputHint}">${s.endInput}</button>
    </form>
  </section>
</div>`;

/**
 * @typedef {object} Parts
 * @property {HTMLSelectElement} picker
 * @property {HTMLButtonElement} run
 * @property {HTMLButtonElement} stop
 * @property {HTMLButtonElement} deploy
 * @property {HTMLButtonElement} share
 * @property {HTMLButtonElement} reset
 * @property {HTMLElement} about
 * @property {HTMLElement} notice
 * @property {HTMLElement} tabs
 * @property {HTMLElement} editor
 * @property {HTMLElement} results
 * @property {HTMLElement} status
 * @property {HTMLElement} problems
 * @property {HTMLElement} live
 * @property {HTMLElement} output
 * @property {HTMLFormElement} input
 * @property {HTMLInputElement} line
 * @property {HTMLButtonElement} eof
 */

/** Fills the root and returns its parts. @param {ShadowRoot} root @returns {Parts} */
export function build(root) {
  root.append(template.content.cloneNode(true));
  const parts = [...root.querySelectorAll("[data-part]")].map((part) => [/** @type {HTMLElement} */ (part).dataset.part, part]);
  return Object.fromEntries(parts);
}
