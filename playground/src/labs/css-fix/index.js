/** The often-copied form of media="print", for the reader to mend: judged by what the page then does. */

import filmCss from "../css-loading/film.css";
import { film } from "../css-loading/film.js";
import { measure } from "../css-loading/measure.js";
import { outcomeOf } from "../css-loading/outcome.js";
import { labFolder } from "../css-loading/server.js";
import { ms } from "../css-loading/summary.js";
import { variants } from "../css-loading/variants.js";
import fixCss from "./css-fix.css";

/** @import {Measurement} from "../css-loading/measure.js" */

export const css = filmCss + fixCss;

const DELAY_MS = 1500;
const USUAL = { delay: DELAY_MS, scripts: true, strict: false, fails: false };

const template = document.createElement("template");
template.innerHTML = `
<label><span>At the end of the head</span>
  <textarea rows="3" spellcheck="false" autocapitalize="off" autocomplete="off"></textarea></label>
<div class="actions"><button type="button" class="primary">Run it</button><button type="button" class="quiet">Start over</button></div>
<p role="status"></p>
<div class="stage" hidden></div>
<div class="detail"></div>`;

/** @param {ShadowRoot} root @param {{signal: AbortSignal}} options */
export function mount(root, { signal }) {
  root.append(template.content.cloneNode(true));
  const broken = variants.find(({ name }) => name === "broken")?.head ?? "";
  const [text, run, reset] = /** @type {[HTMLTextAreaElement, HTMLButtonElement, HTMLButtonElement]} */ (
    ["textarea", ".primary", ".quiet"].map((selector) => root.querySelector(selector))
  );
  text.value = broken;
  reset.addEventListener("click", () => (text.value = broken));
  run.addEventListener("click", async () => {
    run.disabled = true;
    await judge(root, text.value, signal).finally(() => (run.disabled = false));
  });
}

/** @param {ShadowRoot} root @param {string} head @param {AbortSignal} signal */
async function judge(root, head, signal) {
  const [status, stage, detail] = /** @type {[HTMLElement, HTMLElement, HTMLElement]} */ (
    ["[role=status]", ".stage", ".detail"].map((selector) => root.querySelector(selector))
  );
  stage.hidden = false;
  status.textContent = "It loads …";
  delete status.dataset.fixed;
  try {
    const folder = await labFolder();
    const run = await measure(stage, folder, { head, end: "" }, USUAL, signal);
    detail.replaceChildren(film(run, DELAY_MS));
    const fault = faultOf(run, mediaIn(stage));
    if (fault !== null) return void (status.textContent = fault);
    status.textContent = "That works. Now without JavaScript …";
    const plain = await measure(stage, folder, { head, end: "" }, { ...USUAL, scripts: false }, signal);
    status.dataset.fixed = String(plain.styled !== null);
    status.textContent = told(run, plain);
  } catch (error) {
    if (!(error instanceof Error)) throw error;
    status.textContent = error.message;
  }
}

/** What is still wrong, null if nothing is. @param {Measurement} run @param {string} media */
function faultOf(run, media) {
  const outcome = outcomeOf(run, DELAY_MS);
  const arrived = run.loads.find(({ name }) => name === "slow.css");
  if (run.styled === null) {
    const there = arrived === undefined ? "The stylesheet was not asked for" : `The stylesheet came after ${ms(arrived.end)}`;
    return `Still unstyled after ${ms(run.ended)}. ${there}${media === "" ? "" : `, and its media is still “${media}”`}.`;
  }
  return outcome === "waits" ? `Styled, but the first paint waited for the stylesheet: ${ms(run.painted)}.` : null;
}

/** @param {Measurement} run @param {Measurement} plain */
function told(run, plain) {
  const usual = `painted after ${ms(run.painted)}, styled after ${ms(run.styled)}`;
  return plain.styled === null
    ? `Almost: ${usual}. But without JavaScript the page is never styled.`
    : `Mended: ${usual}; without JavaScript, styled after ${ms(plain.styled)}.`;
}

/** The media of the stylesheet's link as it is now. @param {HTMLElement} stage */
function mediaIn(stage) {
  return stage.querySelector("iframe")?.contentDocument?.querySelector("link")?.media ?? "";
}
