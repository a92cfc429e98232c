/** Gives the reader a file to keep. */

import { element } from "../dom.js";

/** Browsers may read it long after the click. */
const KEPT_MS = 60_000;

/** @param {string} name @param {BlobPart} content @param {string} type */
export function saveFile(name, content, type) {
  const address = URL.createObjectURL(new Blob([content], { type }));
  element("a", { href: address, download: name }).click();
  setTimeout(() => URL.revokeObjectURL(address), KEPT_MS);
}
