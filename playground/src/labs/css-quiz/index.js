/**
 * A question about one way to load the stylesheet, answered by loading it so. The element holds the question's text and
 * says the way (`way`) and the circumstances (`no-scripts`, `strict`, `fails`).
 */

import { film } from "../css-loading/film.js";
import filmCss from "../css-loading/film.css";
import { measure } from "../css-loading/measure.js";
import { outcomeOf, outcomes } from "../css-loading/outcome.js";
import { labFolder } from "../css-loading/server.js";
import { variants } from "../css-loading/variants.js";
import quizCss from "./css-quiz.css";

/** @import {Circumstances} from "../css-loading/stage.js" */

export const css = filmCss + quizCss;

const DELAY_MS = 1500;

const template = document.createElement("template");
template.innerHTML = `
<form>
  <fieldset><legend><slot></slot></legend></fieldset>
  <button class="primary">Check by running it</button>
  <p role="status"></p>
</form>
<div class="stage" hidden></div>
<div class="detail"></div>`;

let questions = 0;

/** @param {ShadowRoot} root @param {{host: HTMLElement, signal: AbortSignal}} options */
export function mount(root, { host, signal }) {
  root.append(template.content.cloneNode(true));
  const form = /** @type {HTMLFormElement} */ (root.querySelector("form"));
  const name = `css-quiz-${(questions += 1)}`;
  const options = Object.entries(outcomes).map(([value, text]) => option(name, value, text));
  form.querySelector("fieldset")?.append(...options);
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    void check(root, host, new FormData(form).get(name), signal);
  });
}

/** @param {string} name @param {string} value @param {string} text */
function option(name, value, text) {
  const label = document.createElement("label");
  const radio = document.createElement("input");
  Object.assign(radio, { type: "radio", name, value, required: true });
  label.append(radio, text);
  return label;
}

/** @param {ShadowRoot} root @param {HTMLElement} host @param {unknown} answer @param {AbortSignal} signal */
async function check(root, host, answer, signal) {
  const [button, status, stage, detail] = /** @type {[HTMLButtonElement, HTMLElement, HTMLElement, HTMLElement]} */ (
    ["button", "[role=status]", ".stage", ".detail"].map((selector) => root.querySelector(selector))
  );
  const way = variants.find(({ name }) => name === host.getAttribute("way"));
  if (way === undefined) throw new Error(`There is no way to load a stylesheet named "${host.getAttribute("way")}".`);
  button.disabled = true;
  stage.hidden = false;
  status.textContent = "It loads …";
  try {
    const run = await measure(stage, await labFolder(), way, circumstancesOf(host), signal);
    const outcome = outcomeOf(run, DELAY_MS);
    status.dataset.right = String(outcome === answer);
    status.textContent = `${outcome === answer ? "Right" : "Not so"}. It was: ${outcomes[outcome].toLowerCase()}.`;
    detail.replaceChildren(film(run, DELAY_MS));
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    status.textContent = error.message;
  } finally {
    button.disabled = false;
  }
}

/** @param {HTMLElement} host @returns {Circumstances} */
function circumstancesOf(host) {
  return {
    delay: DELAY_MS,
    scripts: !host.hasAttribute("no-scripts"),
    strict: host.hasAttribute("strict"),
    fails: host.hasAttribute("fails"),
  };
}
