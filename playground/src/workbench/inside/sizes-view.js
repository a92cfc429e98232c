/** How large a build's sections and their parts are: as areas, and as a table that says the same. */

import { button, element } from "../../dom.js";
import { strings } from "../../strings.js";
import { sizesOf } from "../../wasm/sizes.js";
import { treemap } from "./treemap.js";

/** @import {Part, Sized} from "../../wasm/sizes.js" */
/** @import {Subject} from "./subject.js" */

/** Of a section, that are listed and drawn by themselves. */
const MOST_PARTS = 40;
/** The drawing's own units; it is stretched to its place. */
const WIDTH = 100;
const HEIGHT = 56;

export class SizesView {
  #map = element("div", { className: "treemap", role: "img" });
  #table = element("table");
  element = element("div", { className: "sizes" }, this.#map, element("div", { className: "scroller", role: "region", ariaLabel: strings.inside.sizes.table, tabIndex: 0 }, this.#table));
  #look;

  /** @param {(body: number) => void} look  Shows the code of a function. */
  constructor(look) {
    this.#look = look;
  }

  /** @param {Subject} subject */
  show({ module }) {
    const words = strings.inside.sizes;
    const sections = sizesOf(module).sort((one, other) => other.size - one.size);
    const total = module.bytes.length;
    this.#map.ariaLabel = words.map(strings.bytes(total), sections.map(({ name, size }) => `${name} ${share(size, total)}`).join(", "));
    this.#map.replaceChildren(...drawn(sections));
    const caption = element("caption", {}, words.caption(strings.number(total)));
    const head = element("tr", {}, ...[words.name, words.bytes, words.share].map((text) => element("th", { scope: "col", textContent: text })));
    const groups = sections.map((section) => this.#group(section, total));
    this.#table.replaceChildren(caption, element("thead", {}, head), ...groups);
  }

  /** @param {Sized} section @param {number} total */
  #group({ name, size, parts }, total) {
    const words = strings.inside.sizes;
    const group = element("tbody", {}, row(element("strong", { textContent: name }), size, total));
    if (parts.length === 0) return group;
    const rows = parts.slice(0, MOST_PARTS).map((part) => row(this.#name(part), part.size, total));
    const rest = parts.slice(MOST_PARTS);
    if (rest.length > 0) rows.push(row(words.others(rest.length), rest.reduce((sum, part) => sum + part.size, 0), total));
    for (const one of rows) one.hidden = true;
    const more = button(words.parts(parts.length), () => {
      const open = more.ariaExpanded !== "true";
      more.ariaExpanded = String(open);
      for (const one of rows) one.hidden = !open;
    }, "link");
    more.ariaExpanded = "false";
    group.rows[0]?.cells[0]?.append(" ", more);
    group.append(...rows);
    return group;
  }

  /** @param {Part} part */
  #name({ name, body }) {
    return body === null ? name : button(name, () => this.#look(body), "link part");
  }
}

/** @param {Sized[]} sections */
function drawn(sections) {
  const boxes = treemap(sections.map(({ size }) => size), { x: 0, y: 0, width: WIDTH, height: HEIGHT });
  return sections.flatMap(({ name, size, parts, own }, index) => {
    const box = boxes[index];
    if (box === undefined) return [];
    const shown = parts.slice(0, MOST_PARTS);
    const rest = own + parts.slice(MOST_PARTS).reduce((sum, part) => sum + part.size, 0);
    const inner = shown.length < 2 ? [] : treemap([...shown.map((part) => part.size), rest].filter((one) => one > 0), box);
    const outer = area(box, `section kind-${index % 8}`, name, size);
    return [outer, ...inner.map((one, at) => area(one, "part", shown[at]?.name ?? "", shown[at]?.size ?? rest))];
  });
}

/** @param {import("./treemap.js").Box} box @param {string} className @param {string} name @param {number} size */
function area({ x, y, width, height }, className, name, size) {
  const made = element("div", { className, title: `${name}: ${strings.bytes(size)}` });
  const percent = (/** @type {number} */ value, /** @type {number} */ whole) => `${((100 * value) / whole).toFixed(3)}%`;
  Object.assign(made.style, { left: percent(x, WIDTH), top: percent(y, HEIGHT), width: percent(width, WIDTH), height: percent(height, HEIGHT) });
  if (width > 9 && height > 4) made.append(element("span", { textContent: name }));
  return made;
}

/** @param {Node | string} name @param {number} size @param {number} total */
function row(name, size, total) {
  return element("tr", {}, element("td", {}, name), element("td", { textContent: strings.number(size) }), element("td", { textContent: share(size, total) }));
}

/** @param {number} size @param {number} total */
function share(size, total) {
  return `${((100 * size) / total).toFixed(1)} %`;
}
