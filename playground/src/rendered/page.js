/** A page that a program made, as a document that can do nothing: no script, no request, no origin. */

import { element } from "../dom.js";

/** What it may load: nothing. Scripts, forms and moves to other pages are off by the sandbox. */
const POLICY = `<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'; img-src data:">`;

/** @param {string} html @param {string} title */
export function isolatedPage(html, title) {
  const page = element("iframe", { title });
  page.setAttribute("sandbox", "");
  page.srcdoc = POLICY + html;
  return page;
}
