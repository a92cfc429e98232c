/** Shows an answer: its status, what it cost, its headers, its body and the program's log. */

import { element } from "./dom.js";
import { dumped } from "./hexdump.js";
import { isolatedPage } from "./rendered/page.js";
import { strings } from "./strings.js";

/** @import {Answer, Cost} from "./exchange.js" */

/** Bytes of a picture that are shown as such. */
const BYTES = 512;

/** Characters of a body that are shown as text. */
const SHOWN = 100_000;

/** @param {HTMLElement} panel @param {Answer} answer */
export function showAnswer(panel, { status, headers, body, log, milliseconds, receipt }) {
  const type = headers.find(([name]) => name === "content-type")?.[1] ?? "";
  const facts = [type, strings.bytes(body.length), strings.took(milliseconds)].filter((fact) => fact !== "").join(" · ");
  const badge = element("b", { className: "badge", textContent: String(status) });
  badge.dataset.class = String(status).slice(0, 1);
  panel.replaceChildren(
    element("p", { className: "answer" }, badge, element("span", { textContent: facts })),
    ...shownBody(type, body),
    folded(strings.responseHeaders(headers.length), headers.map(([name, value]) => `${name}: ${value}`).join("\n")),
    ...(receipt.length > 0 ? [receiptTable(receipt)] : []),
    ...(log ? [folded(strings.log, log, true)] : []),
  );
  panel.hidden = false;
}

/** @param {string} type @param {Uint8Array} body */
function shownBody(type, body) {
  if (body.length === 0) return [];
  if (type.startsWith("image/")) return [picture(type, body), folded(strings.deployment.bodyBytes(Math.min(BYTES, body.length), body.length), dumped(body.subarray(0, BYTES)))];
  const text = new TextDecoder().decode(body);
  const source = text.length > SHOWN ? `${text.slice(0, SHOWN)}\n${strings.cut(SHOWN)}` : text;
  if (!type.startsWith("text/html")) return [plain(source)];
  return [isolatedPage(text, strings.bodyPreview), folded(strings.bodySource, source)];
}

/** @param {string} type @param {Uint8Array} body */
function picture(type, body) {
  const image = element("img", { alt: strings.bodyPreview });
  const reader = new FileReader();
  reader.onload = () => (image.src = String(reader.result));
  reader.readAsDataURL(new Blob([/** @type {BlobPart} */ (body)], { type }));
  return image;
}

/** @param {Cost[]} receipt */
function receiptTable(receipt) {
  const rows = receipt.map((cost) =>
    element("tr", {}, element("th", { scope: "row", textContent: cost.name }), element("td", { textContent: shownCost(cost) }), element("td", { className: "meaning", textContent: meaning(cost.name) })),
  );
  return element("table", { className: "receipt" }, element("caption", { textContent: strings.receipt }), ...rows);
}

/** @param {string} name */
function meaning(name) {
  const costs = strings.deployment.costs;
  return name in costs ? costs[/** @type {keyof typeof costs} */ (name)] : "";
}

/** @param {Cost} cost */
function shownCost(cost) {
  if ("milliseconds" in cost) return strings.milliseconds(cost.milliseconds);
  return cost.name === "memory" ? strings.bytes(cost.amount) : strings.number(cost.amount);
}

/** @param {string} label @param {string} text @param {boolean} [open] */
function folded(label, text, open = false) {
  return element("details", { open }, element("summary", { textContent: label }), plain(text));
}

/** @param {string} text */
function plain(text) {
  return element("pre", { textContent: text, tabIndex: 0 });
}
