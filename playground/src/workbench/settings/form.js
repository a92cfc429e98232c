/** The settings as a form. Each takes effect when it is changed. */

import { button, element } from "../../dom.js";
import { settings } from "../../settings.js";
import { LOCALES, strings } from "../../strings.js";

/** @import {Preferences} from "../../settings.js" */

/** In pixels. */
export const SIZES = { min: 10, max: 28 };

/** @returns {HTMLElement} */
export function form() {
  const words = strings.settings;
  const box = element("form", { className: "settings" });
  const fill = (kept = true) => box.replaceChildren(...rows(change, fill), note(kept ? words.kept : words.notKept));
  const change = (/** @type {Partial<Preferences>} */ some) => {
    const kept = settings.set(some);
    if (!kept) box.lastElementChild?.replaceWith(note(words.notKept));
  };
  fill();
  return box;
}

/** @param {(some: Partial<Preferences>) => void} change @param {() => void} again */
function rows(change, again) {
  const words = strings.settings;
  const all = settings.all;
  const back = button(words.reset, () => {
    change({ theme: "system", fontSize: 13.5, keymap: "default", wrap: false, check: true });
    again();
  });
  return [
    row(words.theme, choice(words.themes, all.theme, (theme) => change({ theme }))),
    row(words.fontSize, size(all.fontSize, (fontSize) => change({ fontSize })), words.fontSizeHint),
    row(words.keymap, ...keys(all.keymap, (keymap) => change({ keymap }))),
    row(words.wrap, tick(all.wrap, (wrap) => change({ wrap }))),
    row(words.check, tick(all.check, (check) => change({ check })), words.checkHint),
    row(words.language, tongue(all.locale, (locale) => change({ locale })), words.reloads),
    back,
  ];
}

/** @param {string} text */
function note(text) {
  return element("p", { className: "note", textContent: text });
}

/** A labelled control with what there is to say of it. @param {string} text @param {HTMLElement} control @param {string | HTMLElement} [hint] */
function row(text, control, hint) {
  const id = `setting-${text.replaceAll(/\s+/g, "-")}`;
  const field = control.querySelector("input") ?? control;
  field.id = id;
  const line = element("div", { className: "line" }, element("label", { htmlFor: id, textContent: text }), control);
  if (hint === undefined) return line;
  const said = typeof hint === "string" ? note(hint) : hint;
  said.id = `${id}-note`;
  field.setAttribute("aria-describedby", said.id);
  return element("div", {}, line, said);
}

/** @template {string} Name @param {Record<Name, string>} names @param {Name} chosen @param {(name: Name) => void} change */
function choice(names, chosen, change) {
  const entries = /** @type {[Name, string][]} */ (Object.entries(names));
  const select = element("select", {}, ...entries.map(([value, label]) => new Option(label, value, false, value === chosen)));
  select.addEventListener("change", () => change(/** @type {Name} */ (select.value)));
  return select;
}

/** @param {Preferences["keymap"]} chosen @param {(keymap: Preferences["keymap"]) => void} change @returns {[HTMLElement, HTMLElement]} */
function keys(chosen, change) {
  const { keymaps, keymapHint } = strings.settings;
  const hint = note(keymapHint[chosen]);
  const select = choice(keymaps, chosen, (keymap) => {
    hint.textContent = keymapHint[keymap];
    change(keymap);
  });
  return [select, hint];
}

/** @param {boolean} on @param {(on: boolean) => void} change */
function tick(on, change) {
  const box = element("input", { type: "checkbox", checked: on });
  box.addEventListener("change", () => change(box.checked));
  return box;
}

/** @param {number} now @param {(size: number) => void} change */
function size(now, change) {
  const words = strings.settings;
  const range = element("input", { type: "range", min: String(SIZES.min), max: String(SIZES.max), step: "0.5", value: String(now) });
  const shown = element("output", { textContent: words.pixels(now) });
  const told = () => (range.ariaValueText = words.pixels(Number(range.value)));
  range.addEventListener("input", () => {
    shown.textContent = told();
    change(Number(range.value));
  });
  told();
  return element("span", { className: "size" }, range, shown);
}

/** The texts are made in the language that was chosen when the page was loaded. @param {Preferences["locale"]} chosen @param {(locale: Preferences["locale"]) => void} change */
function tongue(chosen, change) {
  const names = { "": strings.settings.languageOfBrowser, ...LOCALES };
  return choice(names, chosen ?? "", (name) => {
    change(name === "" ? null : name);
    location.reload();
  });
}
