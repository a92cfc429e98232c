/** Shows a picture or a page that a program printed, in place of its text, with a switch between the two. */

import { button, element } from "../dom.js";
import { strings } from "../strings.js";
import { isolatedPage } from "./page.js";
import { NoPicture, pictureAt } from "./netpbm.js";

/** @import {Collector} from "./collector.js" */
/** @import {Kind} from "./kind.js" */

const THREE = "3".charCodeAt(0);

export class Rendered {
  #pane;
  #collector;
  #kind;
  #content = element("div", { className: "rendered" });
  #bar = element("div", { className: "ways", role: "group", ariaLabel: strings.rendered.ways });
  #canvas = element("canvas", { role: "img", ariaLabel: strings.rendered.picture });
  /** Where the picture after those shown begins. */
  #next = 0;

  /** @param {HTMLElement} pane  The text. @param {Collector} collector @param {Kind} kind */
  constructor(pane, collector, kind) {
    this.#pane = pane;
    this.#collector = collector;
    this.#kind = kind;
    this.#next = kind.from;
    const { shown, text } = strings.rendered;
    this.#bar.append(button(shown, () => this.#choose(true), "quiet"), button(text, () => this.#choose(false), "quiet"));
    pane.before(this.#bar, this.#content);
    this.#choose(true);
  }

  remove() {
    this.#bar.remove();
    this.#content.remove();
    this.#pane.hidden = false;
  }

  /** More has come. A film goes on. */
  update() {
    if (this.#kind.type === "netpbm" && !this.#plain) this.#paint();
  }

  /** Written in digits, which are slow to read: not before the end. */
  get #plain() {
    return (this.#collector.bytes[this.#next + 1] ?? 0) <= THREE;
  }

  end() {
    const { bytes } = this.#collector;
    const body = bytes.slice(this.#kind.from);
    if (this.#kind.type === "html") this.#content.replaceChildren(isolatedPage(new TextDecoder().decode(body), strings.rendered.page));
    else if (this.#kind.type === "image") this.#picture(body);
    else this.#paint();
    if (this.#content.childElementCount === 0) this.#refuse();
  }

  #paint() {
    const last = this.#last();
    if (last === null) return;
    const { width, height, pixels } = last;
    Object.assign(this.#canvas, { width, height });
    this.#canvas.getContext("2d")?.putImageData(new ImageData(pixels, width, height), 0, 0);
    if (!this.#canvas.isConnected) this.#content.replaceChildren(this.#canvas);
  }

  /** The last picture that is all there. */
  #last() {
    const { bytes } = this.#collector;
    try {
      let last = null;
      for (let next = pictureAt(bytes, this.#next); next !== null; next = pictureAt(bytes, this.#next)) {
        last = next;
        this.#next = next.end;
      }
      return last;
    } catch (error) {
      if (!(error instanceof NoPicture)) throw error;
      return null;
    }
  }

  /** As a data URL, which is all that the page's policy lets an image be. @param {Uint8Array<ArrayBuffer>} body */
  #picture(body) {
    const image = element("img", { alt: strings.rendered.picture });
    const reader = new FileReader();
    reader.onload = () => (image.src = String(reader.result));
    image.onerror = () => this.#refuse();
    reader.readAsDataURL(new Blob([body], { type: this.#kind.media }));
    this.#content.replaceChildren(image);
  }

  #refuse() {
    this.#content.replaceChildren(element("p", { textContent: strings.rendered.broken(this.#kind.media) }));
  }

  /** @param {boolean} rendered */
  #choose(rendered) {
    const [shown, text] = this.#bar.children;
    if (shown) shown.ariaPressed = String(rendered);
    if (text) text.ariaPressed = String(!rendered);
    this.#content.hidden = !rendered;
    this.#pane.hidden = rendered;
  }
}
