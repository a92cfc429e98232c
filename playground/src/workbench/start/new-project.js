/** The dialog from which a new project is begun: a language, a kind, and one of the examples that fit. */

import { showDialog } from "../../dialog.js";
import { button, element } from "../../dom.js";
import { listExamples } from "../../examples.js";
import { languageNamed, languages } from "../../languages/index.js";
import { exampleNamed } from "../../opening.js";
import { strings } from "../../strings.js";
import { SORTS, fitting, freeName, sortOf } from "./choices.js";

/** @import {Summary} from "../../examples.js" */
/** @import {Bench} from "../bench.js" */

/** @param {Bench} bench */
export async function showNewProject(bench) {
  const words = strings.start;
  const examples = await listExamples().catch(() => null);
  if (examples === null) return bench.view.remark(strings.galleryMissing);
  const search = element("input", { type: "search", placeholder: words.searchHint, ariaLabel: words.search, autocomplete: "off" });
  const language = choices(words.language, [["", words.every], ...languages.map(({ name, label }) => /** @type {const} */ ([name, label]))]);
  const sort = choices(words.kind, [["", words.every], ...SORTS.map((name) => /** @type {const} */ ([name, words.kinds[name]]))]);
  const count = element("p", { className: "aside", role: "status" });
  const list = element("ul", { className: "beginnings" });
  const chosen = await showDialog(
    bench.root,
    words.title,
    (close) => {
      const draw = () => {
        const wanted = { language: valueOf(language), sort: valueOf(sort), words: search.value };
        const found = fitting(examples, wanted, textsOf);
        list.replaceChildren(...found.map((example) => element("li", {}, beginning(example, () => close(example)))));
        count.textContent = found.length === 0 ? words.nothing : words.found(found.length);
      };
      for (const control of [search, language, sort]) control.addEventListener("input", draw);
      search.addEventListener("keydown", (event) => moveFrom(event, list));
      list.addEventListener("keydown", (event) => moveFrom(event, list));
      draw();
      queueMicrotask(() => search.focus());
      return [search, element("div", { className: "filters" }, language, sort), count, list];
    },
    { wide: true },
  );
  if (chosen !== undefined) await begin(bench, chosen);
}

/** A project of its own, which takes no other one's place or name. @param {Bench} bench @param {Summary} chosen */
async function begin({ shelf, projects, view, code }, { language, name, title }) {
  try {
    const original = await exampleNamed(`${language}/${name}`);
    const known = ((await shelf?.all()) ?? []).map((entry) => entry.name);
    await projects.create(original, freeName(title, known));
    view.remark("");
    if (matchMedia("(hover: hover)").matches) (await code.wake()).visit();
  } catch {
    view.remark(strings.galleryMissing);
  }
}

/** @param {Summary} example @param {() => void} choose */
function beginning(example, choose) {
  const { language, title, description } = example;
  const sort = sortOf(example);
  const made = button("", choose, "beginning");
  const about = `${languageNamed(language)?.label ?? language} · ${strings.start.kinds[sort]}`;
  made.append(element("b", { textContent: title }), element("small", { textContent: about }), element("span", { textContent: description }));
  return made;
}

/** @param {Summary} example */
function textsOf(example) {
  const { language, name, title, description } = example;
  const sort = sortOf(example);
  const { kinds, promises } = strings.start;
  return [title, name, description, languageNamed(language)?.label ?? language, kinds[sort], promises[sort]];
}

/** One of several, as radio buttons. @param {string} title @param {(readonly [value: string, label: string])[]} values */
function choices(title, values) {
  const name = `start-${title}`;
  const inputs = values.map(([value, label], index) => {
    const input = element("input", { type: "radio", name, value, checked: index === 0 });
    return element("label", {}, input, element("span", { textContent: label }));
  });
  return element("fieldset", {}, element("legend", { textContent: title }), ...inputs);
}

/** @param {HTMLElement} group */
function valueOf(group) {
  return /** @type {HTMLInputElement | null} */ (group.querySelector("input:checked"))?.value ?? "";
}

/** From the search into the list, and along it. @param {KeyboardEvent} event @param {HTMLElement} list */
function moveFrom(event, list) {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (step === undefined) return;
  const buttons = [...list.querySelectorAll("button")];
  const at = buttons.findIndex((one) => one === event.target);
  event.preventDefault();
  buttons[Math.max(0, Math.min(buttons.length - 1, at + step))]?.focus();
}
