/** Shows a file that is no text: a picture, or its size and its first bytes. */

import { toBase64 } from "./base64.js";
import { element } from "./dom.js";
import { dumped } from "./hexdump.js";
import { strings } from "./strings.js";

const SHOWN = 4096;

/** How pictures begin (as the MIME Sniffing Standard has it), in Latin-1; a dot is any byte. */
const PICTURES = {
  "image/png": /^\x89PNG\r\n\x1a\n/,
  "image/jpeg": /^\xff\xd8\xff/,
  "image/gif": /^GIF8[79]a/,
  "image/webp": /^RIFF[^]{4}WEBPVP/,
  "image/bmp": /^BM/,
  "image/avif": /^[^]{4}ftypavif/,
  "image/x-icon": /^\0\0\x01\0/,
};

/** @param {string} path @param {Uint8Array<ArrayBuffer>} bytes */
export function preview(path, bytes) {
  const about = element("p", { textContent: strings.projects.size(bytes.length) });
  const type = pictureType(bytes);
  const shown = type === null ? listing(path, bytes) : picture(path, bytes, type, about);
  const view = element("div", { className: "preview", tabIndex: 0, role: "group", ariaLabel: path }, about, shown);
  return view;
}

/** @param {Uint8Array} bytes */
function pictureType(bytes) {
  const start = String.fromCharCode(...bytes.subarray(0, 16));
  return Object.entries(PICTURES).find(([, pattern]) => pattern.test(start))?.[0] ?? null;
}

/** @param {string} path @param {Uint8Array} bytes @param {string} type @param {HTMLElement} about */
function picture(path, bytes, type, about) {
  const image = element("img", { alt: strings.projects.picture(path), src: `data:${type};base64,${toBase64(bytes)}` });
  image.addEventListener("load", () => {
    about.textContent += ` · ${strings.projects.pixels(image.naturalWidth, image.naturalHeight)}`;
  });
  image.addEventListener("error", () => image.replaceWith(listing(path, bytes)));
  return image;
}

/** @param {string} path @param {Uint8Array} bytes */
function listing(path, bytes) {
  const cut = bytes.length > SHOWN ? `\n${strings.projects.cutBytes(SHOWN, bytes.length)}` : "";
  return element("pre", { className: "hex", ariaLabel: strings.projects.hex(path), textContent: dumped(bytes.subarray(0, SHOWN)) + cut });
}
