/** A deployment's secrets: the names that it has, and what is to be added or removed. Values stay here until they are sent. */

import { button, element } from "../../dom.js";
import { strings } from "../../strings.js";
import { tick } from "./tick.js";

/** As the runner has it (runner/wardian/deployments/check.py). */
const NAME = /^[A-Z][A-Z0-9_]{0,63}$/;

export class Secrets {
  #box = element("input", { type: "checkbox", name: "secrets" });
  #room = element("div", { className: "secrets" });
  #list = element("ul");
  #name = element("input", { autocomplete: "off", autocapitalize: "characters", spellcheck: false });
  #value = element("input", { type: "password", autocomplete: "off" });
  #wrong = element("p", { className: "wrong", role: "alert" });
  #changed;
  /** @type {string[]} */
  #known = [];
  /** By name; null removes one. @type {Record<string, string | null>} */
  #wanted = {};

  /** @param {() => void} changed */
  constructor(changed) {
    const words = strings.deployment;
    this.#changed = changed;
    this.#room.append(this.#list, this.#line(), this.#wrong);
    this.element = tick(this.#box, words.secrets, words.secretsAbout, this.#room);
    this.#box.addEventListener("change", () => this.#toggle());
    this.#draw();
  }

  /** To be sent; the values are forgotten then. */
  get wishes() {
    return { ...this.#wanted };
  }

  get waiting() {
    return Object.keys(this.#wanted).length > 0;
  }

  sent() {
    this.#wanted = {};
    this.#draw();
  }

  /** Another project is shown. */
  forget() {
    this.#known = [];
    this.#box.checked = false;
    this.sent();
  }

  /** @param {string[]} known */
  show(known) {
    if (known.join() === this.#known.join()) return;
    this.#known = known;
    this.#draw();
  }

  #line() {
    const words = strings.deployment;
    const add = button(words.addSecret, () => this.#add(), "quiet");
    this.#value.addEventListener("keydown", (event) => {
      if (event.key !== "Enter") return;
      event.preventDefault();
      this.#add();
    });
    return element("div", { className: "line" }, labelled(words.secretName, this.#name), labelled(words.secretValue, this.#value), add);
  }

  #add() {
    const name = this.#name.value.trim().toUpperCase();
    this.#wrong.textContent = NAME.test(name) ? "" : strings.deployment.badSecret;
    if (!NAME.test(name)) return this.#name.focus();
    this.#wanted[name] = this.#value.value;
    this.#name.value = this.#value.value = "";
    this.#name.focus();
    this.#draw();
    this.#changed();
  }

  /** Unticked, it is to have none. */
  #toggle() {
    if (this.#box.checked) this.#room.hidden = false;
    else for (const name of this.#names) this.#drop(name);
    if (this.#box.checked) this.#name.focus();
  }

  /** @param {string} name */
  #drop(name) {
    delete this.#wanted[name];
    if (this.#known.includes(name)) this.#wanted[name] = null;
    this.#draw();
    this.#changed();
  }

  get #names() {
    const all = [...new Set([...this.#known, ...Object.keys(this.#wanted)])].sort();
    return all.filter((name) => this.#wanted[name] !== null);
  }

  #draw() {
    const words = strings.deployment;
    const names = this.#names;
    const rows = names.map((name) => {
      const remove = button("×", () => this.#drop(name), "quiet");
      remove.ariaLabel = words.removeSecret(name);
      return element("li", {}, element("code", { textContent: name in this.#wanted ? words.secretWaits(name) : name }), remove);
    });
    this.#list.replaceChildren(...rows);
    this.#list.hidden = names.length === 0;
    if (names.length > 0) this.#box.checked = true;
    this.#room.hidden = !this.#box.checked;
  }
}

/** @param {string} label @param {HTMLInputElement} field */
function labelled(label, field) {
  return element("label", {}, element("span", { textContent: label }), field);
}
