/** Pictures of the page: its elements with the styles that they have at that moment. */

const PROPERTIES = [
  "display", "position", "top", "left", "float", "clear", "box-sizing", "width", "height", "vertical-align", "overflow-wrap",
  "margin-top", "margin-right", "margin-bottom", "margin-left", "padding-top", "padding-right", "padding-bottom", "padding-left",
  "border-top", "border-right", "border-bottom", "border-left", "border-radius", "background-color", "background-image",
  "color", "font-family", "font-size", "font-style", "font-weight", "line-height", "text-align", "text-decoration-line",
  "text-decoration-color", "white-space-collapse", "opacity", "visibility", "transform", "flex", "flex-direction", "flex-wrap",
  "align-items", "justify-content", "column-gap", "row-gap", "grid-template-columns", "grid-template-rows", "order",
];
const UNSEEN = new Set(["script", "style", "link", "noscript", "template", "iframe", "object", "embed"]);

/**
 * @typedef {object} Picture
 * @property {HTMLElement} body  Inert: nothing in it has an attribute, an address or a name of the page.
 * @property {string} canvas  The colour behind it.
 * @property {number} width  Of the page's window, as its height, in CSS pixels.
 * @property {number} height
 */

/** @param {Window & typeof globalThis} view @returns {Picture} */
export function capture(view) {
  const { body } = view.document;
  return { body: copy(body, view), canvas: canvasOf(view), width: view.innerWidth, height: view.innerHeight };
}

/** @param {Element} element @param {Window} view */
function copy(element, view) {
  const box = document.createElement("div");
  const computed = view.getComputedStyle(element);
  for (const property of PROPERTIES) box.style.setProperty(property, computed.getPropertyValue(property));
  for (const child of element.childNodes) {
    if (child.nodeType === Node.TEXT_NODE) box.append(child.textContent ?? "");
    else if (child.nodeType === Node.ELEMENT_NODE && !UNSEEN.has(/** @type {Element} */ (child).localName)) {
      box.append(copy(/** @type {Element} */ (child), view));
    }
  }
  return box;
}

/** The background of the root element or, as CSS has it, of the body; white under both. @param {Window} view */
function canvasOf(view) {
  const { body, documentElement } = view.document;
  const colours = [documentElement, body].map((element) => view.getComputedStyle(element).backgroundColor);
  return colours.find((colour) => !/^(transparent|rgba\(.*, 0\))$/.test(colour)) ?? "#fff";
}

/** The picture, `width` pixels wide; blank without one. @param {Picture | null} picture @param {number} width @param {number} ratio  Height by width. */
export function print(picture, width, ratio) {
  const print = document.createElement("div");
  print.className = "print";
  print.inert = true;
  print.setAttribute("aria-hidden", "true");
  Object.assign(print.style, { width: `${width}px`, height: `${Math.round(width * ratio)}px` });
  if (picture === null) return print;
  const scaled = document.createElement("div");
  Object.assign(scaled.style, {
    width: `${picture.width}px`,
    transform: `scale(${width / picture.width})`,
    transformOrigin: "0 0",
    display: "flow-root",
  });
  scaled.append(picture.body.cloneNode(true));
  print.style.background = picture.canvas;
  print.append(scaled);
  return print;
}
