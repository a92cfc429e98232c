/** A program that somebody else wrote: the page says so, and it is the reader's own from the first edit. */

import { payloadIn } from "../../shares/format.js";
import { strings } from "../../strings.js";

/** @import {Project} from "../../project.js" */
/** @import {Bench} from "../bench.js" */

/** @param {Bench} bench */
export function receive({ host, parts, news, project, open }) {
  const { about } = parts;
  const linked = host.hasAttribute("linked");
  const say = (/** @type {string} */ text) => {
    const said = document.createElement("strong");
    said.textContent = text;
    about?.replaceChildren(said, " ", project()?.original.description ?? "");
  };
  const came = () => payloadIn(location.hash) !== null || new URLSearchParams(location.search).has("share");
  const tell = (/** @type {Project | null} */ shown) => {
    if (linked && shown !== null && came() && isForeign(shown)) say(strings.sharing.sharedWithYou);
  };
  tell(project());
  news.opened.on(tell);
  news.edited.on((shown) => {
    if (!linked || !came() || !shown.edited || !isForeign(shown) || !shown.original.key.startsWith("own/")) return;
    history.replaceState(null, "", `?${new URLSearchParams({ project: shown.original.key })}`);
    say(strings.sharing.yourOwn);
  });
  const follow = () => {
    if (!host.isConnected) removeEventListener("hashchange", follow);
    else if (payloadIn(location.hash) !== null) open();
  };
  if (linked) addEventListener("hashchange", follow);
}

/** Whether it is what the link led to: not an example that took its place because there was nothing. @param {Project} project */
function isForeign({ original: { prebuilt } }) {
  return prebuilt === undefined;
}
