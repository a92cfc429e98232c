/** Style sheets of shadow roots; each is parsed once, however many roots adopt it. */

import { appearance } from "./appearance.js";
import theme from "./theme.css";

/** @type {Map<string, CSSStyleSheet>} */
const sheets = new Map();

/** Gives the root the theme, as the reader prefers it, and after it `css`. @param {ShadowRoot} root @param {string} css */
export function adopt(root, css) {
  root.adoptedStyleSheets = [sheetOf(theme), appearance, sheetOf(css), ...root.adoptedStyleSheets];
}

/** @param {string} css */
function sheetOf(css) {
  const known = sheets.get(css);
  if (known !== undefined) return known;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(css);
  sheets.set(css, sheet);
  return sheet;
}
