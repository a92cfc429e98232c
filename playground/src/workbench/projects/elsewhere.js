/** Says that another tab edits the project now, and keeps this one from doing it. */

import { button, element } from "../../dom.js";
import { strings } from "../../strings.js";

/** @import {Bench} from "../bench.js" */

/** @param {Bench} bench */
export function watchOtherTabs({ parts, news, project, projects }) {
  const { source, side } = parts;
  const banner = element("div", { className: "notice elsewhere", role: "alert", hidden: true });
  const text = [...source.children].filter((part) => part !== parts.notice);
  parts.notice.after(banner);
  const draw = () => {
    const shown = project();
    const lost = shown?.trouble === "elsewhere";
    banner.hidden = !lost;
    for (const part of side ? [...text, side] : text) part.toggleAttribute("inert", lost);
    if (!lost || shown === null) return;
    const take = button(strings.projects.editHere, () => projects.show(shown.original));
    banner.replaceChildren(element("span", { textContent: strings.projects.elsewhere }), take);
  };
  news.opened.on((opened) => {
    opened.troubled.on(draw);
    draw();
  });
}
