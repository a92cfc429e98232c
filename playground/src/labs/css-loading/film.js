/** The run as a strip of pictures at equal intervals. */

import { print } from "./picture.js";

/** @import {Measurement} from "./measure.js" */

const WIDTH = 150;
const PARTS = 4;

const WORDS = { blank: "blank", bare: "unstyled", partly: "first styles", styled: "styled" };

/**
 * A list of pictures, four for each delay, until a step after the last change.
 * @param {Measurement} run
 * @param {number} delay  In ms.
 */
export function film(run, delay) {
  const step = Math.max(50, delay / PARTS);
  const last = Math.max(run.painted, run.changes.at(-1)?.at ?? 0, delay);
  const ratio = ratioOf(run);
  const strip = document.createElement("ol");
  strip.className = "film";
  strip.tabIndex = 0;
  strip.setAttribute("aria-label", "Filmstrip");
  for (let at = 0; at < last + step; at += step) strip.append(frame(run, at, ratio));
  return strip;
}

/** @param {Measurement} run */
function ratioOf({ changes }) {
  const picture = changes.at(-1)?.picture ?? null;
  return picture === null ? 0.5 : picture.height / picture.width;
}

/** @param {Measurement} run @param {number} at @param {number} ratio */
function frame(run, at, ratio) {
  const shown = at < run.painted ? undefined : run.changes.filter((change) => change.at <= at).at(-1);
  const item = document.createElement("li");
  const caption = document.createElement("span");
  caption.textContent = `${Math.round(at)} ms: ${WORDS[shown?.look ?? "blank"]}`;
  item.append(print(shown?.picture ?? null, WIDTH, Math.min(ratio, 1)), caption);
  return item;
}
