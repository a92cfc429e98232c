/** The panel that shows the address of a deployment. */

import { copied } from "./clipboard.js";
import { element } from "./dom.js";
import { strings } from "./strings.js";

/** @import {Deployment} from "./deployment/calls.js" */

/** @param {HTMLElement} panel @param {Deployment} deployment @param {string} page  Its own. @param {(text: string) => void} say */
export function showLive(panel, { name, url, version, expires_at }, page, say) {
  const open = element("a", { href: url, target: "_blank", rel: "noopener", textContent: strings.open, className: "button quiet" });
  const manage = element("a", { href: page, target: "_blank", rel: "noopener", textContent: strings.manage, className: "button quiet" });
  const facts = `${strings.version(version)}, ${strings.until(new Date(expires_at))}`;
  panel.replaceChildren(
    address(strings.live, url),
    element("p", { className: "links" }, copyButton(url, say), open, manage, element("small", { textContent: facts })),
    preview(name, url),
  );
  panel.hidden = false;
}

/** @param {string} label @param {string} url */
function address(label, url) {
  const link = element("a", { href: url, target: "_blank", rel: "noopener", textContent: url, className: "url" });
  return element("p", {}, element("strong", { textContent: `${label} ` }), link);
}

/** @param {string} url @param {(text: string) => void} say */
function copyButton(url, say) {
  const button = element("button", { className: "quiet", textContent: strings.copy });
  button.addEventListener("click", () => copyText(url, say));
  return button;
}

/** @param {string} text @param {(text: string) => void} say */
export async function copyText(text, say) {
  say((await copied(text)) ? strings.copied : strings.copyFailed);
}

/** @param {string} name @param {string} url */
function preview(name, url) {
  const iframe = element("iframe", { title: strings.previewTitle(name), loading: "lazy" });
  iframe.setAttribute("sandbox", "allow-scripts allow-forms");
  const details = element("details", {}, element("summary", { textContent: strings.preview }), iframe);
  details.addEventListener("toggle", () => {
    if (details.open) iframe.src = url;
  });
  return details;
}
