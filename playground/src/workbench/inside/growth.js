/** How a memory grew during a run, as a line of steps and in words. */

import { PAGE } from "../../memory/bands.js";
import { element } from "../../dom.js";
import { strings } from "../../strings.js";

/** @import {Inspection} from "../../messages.js" */

const SVG = "http://www.w3.org/2000/svg";
const WIDTH = 400;
const HEIGHT = 60;
const MOST_LISTED = 12;

/** @param {Inspection["growth"]} growth */
export function growth(growth) {
  const words = strings.inside.growth;
  const steps = growth.map(([milliseconds, size]) => words.step(size / PAGE, milliseconds));
  const shown = steps.length <= MOST_LISTED ? steps : [...steps.slice(0, MOST_LISTED - 1), words.more(steps.length - MOST_LISTED), steps.at(-1) ?? ""];
  const list = element("ol", {}, ...shown.map((text) => element("li", { textContent: text })));
  const figure = element("section", { className: "growth", ariaLabel: words.title }, element("h2", { textContent: words.title }));
  if (growth.length > 1) figure.append(drawn(growth));
  figure.append(list, element("p", { className: "saying", textContent: words.note }));
  return figure;
}

/** @param {Inspection["growth"]} growth */
function drawn(growth) {
  const svg = document.createElementNS(SVG, "svg");
  const line = document.createElementNS(SVG, "polyline");
  const last = Math.max(growth.at(-1)?.[0] ?? 0, 0.001);
  const most = Math.max(...growth.map(([, size]) => size));
  const points = growth.flatMap(([at, size], index) => {
    const x = (WIDTH * at) / last;
    const y = HEIGHT - (HEIGHT * size) / most;
    const before = growth[index - 1];
    return before === undefined ? [[x, y]] : [[x, HEIGHT - (HEIGHT * before[1]) / most], [x, y]];
  });
  line.setAttribute("points", [[0, HEIGHT], ...points, [WIDTH, HEIGHT]].map((point) => point.map((one) => one?.toFixed(1)).join(",")).join(" "));
  svg.setAttribute("viewBox", `0 0 ${WIDTH} ${HEIGHT}`);
  svg.setAttribute("preserveAspectRatio", "none");
  svg.setAttribute("aria-hidden", "true");
  svg.append(line);
  return svg;
}
