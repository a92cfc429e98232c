/** How the playground fills the screen: the divider, and a touch screen's keyboard. */

import { furnishDivider } from "./divider.js";
import { followKeyboard } from "./on-screen-keyboard.js";

/** @import {Bench} from "../bench.js" */

/** @param {Bench} bench */
export function furnishLayout(bench) {
  furnishDivider(bench);
  followKeyboard(bench);
}
