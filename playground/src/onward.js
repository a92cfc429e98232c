/** Leads from a page's program to the whole playground, with the text as it is at that moment. */

import { PLAYGROUND } from "./backend/place.js";
import { once } from "./once.js";
import { linkTo } from "./shares/format.js";

/** @import {Project} from "./project.js" */

const packing = once(() => import("./shares/payload.js"));

/** @param {HTMLElement} host @param {HTMLAnchorElement} link @param {() => Project | null} shown */
export function leadOnward(host, link, shown) {
  const page = host.getAttribute("page") ?? new URL("embed.html", PLAYGROUND).href;
  link.href = page;
  let packed = false;
  const pack = async () => {
    const project = shown();
    if (project === null) return;
    const { payloadOf } = await packing();
    link.href = linkTo(page, payloadOf(project));
    packed = true;
  };
  for (const sign of ["pointerenter", "focus", "pointerdown"]) link.addEventListener(sign, pack);
  link.addEventListener("click", async (event) => {
    if (packed) return;
    event.preventDefault();
    await pack();
    open(link.href, "_blank", "noopener");
  });
}
