/** The view "Compare". */

import { element } from "../../dom.js";
import { strings } from "../../strings.js";
import { adopt } from "../../style.js";
import insideCss from "../inside/inside.css";
import { Pages } from "../pages.js";
import { BuildsView } from "./builds-view.js";
import css from "./compare.css";
import { PlacesView } from "./places-view.js";

/** @import {Bench} from "../bench.js" */
/** @import {Kept} from "../inside/kept.js" */

/** @param {HTMLElement} room @param {Bench} bench @param {Kept} kept */
export async function open(room, bench, kept) {
  adopt(bench.root, insideCss + css);
  const words = strings.compare;
  const places = new PlacesView(bench);
  const builds = new BuildsView(bench, kept);
  const list = [
    { name: "places", title: words.places.title, room: places.element },
    { name: "builds", title: words.builds.title, room: builds.element },
  ];
  const pages = new Pages("compare", words.title, list, () => {});
  room.append(element("div", { className: "inside compare" }, ...pages.elements));
  pages.show("places");
}
