/** The form of the request console. */

import { strings } from "./strings.js";

const METHODS = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE"];

/** @param {{where?: boolean}} [options]  Whether the program can run in two places. */
export function requestForm({ where = true } = {}) {
  const s = strings;
  const choice = `
    <fieldset class="where">
      <legend class="unseen">${s.where}</legend>
      <label><input type="radio" name="where" value="browser" checked><span>${s.inBrowser}</span></label>
      <label><input type="radio" name="where" value="edge"><span>${s.onEdge}</span></label>
    </fieldset>`;
  return `
<form class="request" data-part="request">
  <div class="line">
    <label><span class="unseen">${s.method}</span>
      <select name="method">${METHODS.map((method) => `<option>${method}</option>`).join("")}</select></label>
    <label class="path"><span class="unseen">${s.path}</span>
      <input name="path" autocomplete="off" autocapitalize="off" spellcheck="false"></label>${where ? choice : ""}
  </div>
  <details>
    <summary>${s.headersAndBody}</summary>
    <div class="fields">
      <label><span>${s.headers}</span><textarea name="headers" rows="3" spellcheck="false" placeholder="Content-Type: application/json"></textarea></label>
      <label><span>${s.body}</span><textarea name="body" rows="3" spellcheck="false"></textarea></label>
    </div>
  </details>
  ${where ? `<p class="needs" hidden>${s.edgeNeeds}</p>` : ""}
</form>`;
}
