/** An address as a QR code (ISO/IEC 18004), for a phone's camera. */

import { encode } from "uqr";
import { showDialog } from "../../dialog.js";
import { element } from "../../dom.js";
import { strings } from "../../strings.js";

const SVG = "http://www.w3.org/2000/svg";

/** In modules; what the standard asks for. */
const QUIET = 4;

/** @param {ShadowRoot} root @param {string} url */
export function showQr(root, url) {
  const words = strings.deployment;
  const local = new URL(url).hostname.endsWith(".localhost");
  const hint = element("p", { textContent: local ? words.localQr : words.qrHint });
  showDialog(root, words.qrTitle, () => [element("div", { className: "qr" }, drawn(url), element("code", { textContent: url }), hint)]);
}

/** @param {string} url */
function drawn(url) {
  const { data, size } = encode(url, { ecc: "M", border: QUIET });
  const dark = data.flatMap((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : "")));
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", `0 0 ${size} ${size}`);
  svg.setAttribute("role", "img");
  svg.setAttribute("aria-label", strings.deployment.qrImage(url));
  svg.setAttribute("shape-rendering", "crispEdges");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", dark.join(""));
  svg.append(path);
  return svg;
}
