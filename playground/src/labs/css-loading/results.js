/** The table of all ways, and the film and waterfall of the one that is chosen. */

import { film } from "./film.js";
import { ms, verdictOf } from "./summary.js";
import { waterfall } from "./waterfall.js";

/** @import {Summary} from "./summary.js" */

const COLUMNS = ["Way", "First paint", "Unstyled for", "Styled after", "Layout shift"];

export class Results {
  element = document.createElement("div");
  #caption = document.createElement("caption");
  #rows;
  #verdict = document.createElement("p");
  #detail = document.createElement("div");

  /** @param {(name: string) => void} choose  Called with the way whose button is pressed. */
  constructor(choose) {
    this.choose = choose;
    const table = document.createElement("table");
    table.className = "results";
    const head = table.createTHead().insertRow();
    head.append(...COLUMNS.map((text) => cell("th", text, "col")));
    table.prepend(this.#caption);
    this.#rows = table.createTBody();
    const scroll = document.createElement("div");
    scroll.className = "scroll";
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", "Results");
    scroll.append(table);
    this.#verdict.className = "verdict";
    this.#verdict.setAttribute("role", "status");
    this.#detail.className = "detail";
    this.element.append(this.#detail, scroll, this.#verdict);
  }

  /**
   * @param {string} caption
   * @param {readonly {name: string, label: string}[]} ways
   * @param {ReadonlyMap<string, Summary>} summaries  By name.
   * @param {string} chosen
   */
  show(caption, ways, summaries, chosen) {
    this.#caption.textContent = caption;
    this.#rows.replaceChildren(...ways.map(({ name, label }) => this.#row(name, label, summaries.get(name), name === chosen)));
    const known = ways.flatMap(({ name }) => summaries.get(name) ?? []);
    this.#verdict.textContent = verdictOf(known);
  }

  /** @param {Summary | undefined} summary @param {number} delay  In ms. */
  showRun(summary, delay) {
    this.#detail.replaceChildren();
    if (summary === undefined) return;
    const title = document.createElement("p");
    title.className = "title";
    title.textContent = summary.label;
    const scroll = document.createElement("div");
    scroll.className = "scroll";
    scroll.tabIndex = 0;
    scroll.setAttribute("role", "region");
    scroll.setAttribute("aria-label", "Waterfall");
    scroll.append(waterfall(summary.typical));
    this.#detail.append(title, film(summary.typical, delay), scroll);
  }

  /** @param {string} name @param {string} label @param {Summary | undefined} summary @param {boolean} chosen */
  #row(name, label, summary, chosen) {
    const row = document.createElement("tr");
    row.dataset.way = name;
    const button = document.createElement("button");
    button.type = "button";
    button.textContent = label;
    button.setAttribute("aria-pressed", String(chosen));
    button.addEventListener("click", () => this.choose(name));
    const head = cell("th", "", "row");
    head.append(button);
    row.append(head, ...figures(summary).map(figure));
    return row;
  }
}

/** @typedef {{name: string, value: number | null, text: string}} Figure */

/** @param {Summary | undefined} summary @returns {Figure[]} */
function figures(summary) {
  const names = ["painted", "bare", "styled", "shift"];
  if (summary === undefined) return names.map((name) => ({ name, value: null, text: "" }));
  const { painted, bare, styled, shift, estimated } = summary;
  return [
    { name: "painted", value: painted, text: ms(painted) },
    { name: "bare", value: bare, text: bare === null ? "until the end" : ms(bare) },
    { name: "styled", value: styled, text: ms(styled) },
    { name: "shift", value: shift, text: `${estimated ? "about " : ""}${shift.toFixed(2)}` },
  ];
}

/** @param {Figure} figure */
function figure({ name, value, text }) {
  const figure = cell("td", text);
  figure.dataset.figure = name;
  if (value !== null) figure.dataset.value = String(value);
  return figure;
}

/** @param {"th" | "td"} tag @param {string} text @param {string} [scope] */
function cell(tag, text, scope) {
  const cell = document.createElement(tag);
  cell.textContent = text;
  if (scope !== undefined) cell.setAttribute("scope", scope);
  return cell;
}
