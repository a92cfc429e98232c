/** The dialog with all ways to pass a project on: a link that holds it, a short link, and a piece of HTML. */

import { connect } from "../../backend/index.js";
import { showDialog } from "../../dialog.js";
import { button, element } from "../../dom.js";
import { reasonOf } from "../../session.js";
import { MOST_LINK, linkTo, shortLinkTo } from "../../shares/format.js";
import { payloadOf } from "../../shares/payload.js";
import { strings } from "../../strings.js";
import { CopyField } from "./copy-field.js";
import { componentOf, iframeOf } from "./snippets.js";

/** @import {Project} from "../../project.js" */
/** @import {Bench} from "../bench.js" */
/** @import {Named} from "./snippets.js" */

/** @param {Bench} bench @param {Project} project */
export async function showLinks({ host, root }, project) {
  const page = host.getAttribute("page") ?? location.pathname;
  const payload = payloadOf(project);
  const link = linkTo(page, payload);
  const fits = link.length <= MOST_LINK;
  const hasRunner = (await connect()).api !== null;
  const embedding = new Embedding(project.name, fits ? { code: payload } : null);
  await showDialog(root, strings.sharing.title, () => [
    wholeLink(link, fits),
    shortLink(page, project, hasRunner, (id) => fits || embedding.show({ share: id })),
    embedding.section,
  ], { wide: true });
}

/** @param {string} link @param {boolean} fits */
function wholeLink(link, fits) {
  const { link: title, linkAbout, linkTooBig } = strings.sharing;
  if (!fits) return section(title, linkTooBig(link.length, MOST_LINK));
  const field = new CopyField(title);
  field.text = link;
  return section(title, linkAbout(link.length, MOST_LINK), field.row);
}

/** @param {string} page @param {Project} project @param {boolean} hasRunner @param {(id: string) => void} then */
function shortLink(page, project, hasRunner, then) {
  const { short, shortAbout, shortNeeds, makeShort, making } = strings.sharing;
  if (!hasRunner) return section(short, shortNeeds);
  const problem = element("p", { className: "problem-said", role: "alert" });
  const make = button(makeShort, async () => {
    make.disabled = true;
    make.textContent = making;
    problem.textContent = "";
    try {
      const id = await (await import("../../shares/short.js")).keep(project);
      const field = new CopyField(short);
      field.text = shortLinkTo(page, id);
      make.replaceWith(field.row);
      field.row.querySelector("input")?.focus();
      then(id);
    } catch (error) {
      problem.textContent = reasonOf(error);
      make.disabled = false;
      make.textContent = makeShort;
    }
  });
  return section(short, shortAbout, make, problem);
}

class Embedding {
  #field = new CopyField(strings.sharing.snippet, { lines: 4 });
  #about = element("p", { className: "aside" });
  #ways;
  #title;
  /** @type {Named | null} */
  #named = null;

  /** @param {string} title @param {Named | null} named */
  constructor(title, named) {
    const { embed, ways, iframe, component } = strings.sharing;
    this.#title = title;
    this.#ways = element("fieldset", { className: "ways-in" }, element("legend", { textContent: ways }), way("iframe", iframe, true), way("component", component, false));
    this.#ways.addEventListener("input", () => this.#draw());
    this.section = section(embed, this.#about, this.#ways, this.#field.row);
    this.show(named);
  }

  /** @param {Named | null} named */
  show(named) {
    const { embedAbout, embedTooBig } = strings.sharing;
    this.#named = named;
    this.#about.textContent = named === null ? embedTooBig : embedAbout;
    this.#ways.hidden = named === null;
    this.#field.row.hidden = named === null;
    this.#draw();
  }

  #draw() {
    const component = this.#ways.querySelector("input:checked")?.getAttribute("value") === "component";
    if (this.#named !== null) this.#field.text = component ? componentOf(this.#named) : iframeOf(this.#named, this.#title);
  }
}

/** @param {string} value @param {string} label @param {boolean} checked */
function way(value, label, checked) {
  return element("label", {}, element("input", { type: "radio", name: "way-in", value, checked }), label);
}

/** @param {string} title @param {string | HTMLElement} about @param {...Node} rest */
function section(title, about, ...rest) {
  const said = typeof about === "string" ? element("p", { className: "aside", textContent: about }) : about;
  const made = element("section", { className: "sharing" }, element("h3", { textContent: title }), said, ...rest);
  made.ariaLabel = title;
  return made;
}
