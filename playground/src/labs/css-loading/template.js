/** The lab's markup. Parts that the code needs have a `data-part`. */

const template = document.createElement("template");
template.innerHTML = `
<div class="controls">
  <label class="way"><span>Way to load it</span><select data-part="way"></select></label>
  <label class="range"><span>The stylesheet takes <output data-part="told"></output></span>
    <input type="range" data-part="delay" min="200" max="3000" step="100" value="1000"></label>
  <label><span>Runs of each</span>
    <select data-part="times"><option>1</option><option>3</option><option>5</option></select></label>
  <fieldset><legend>Circumstances</legend>
    <label><input type="checkbox" data-part="noScripts"> JavaScript off</label>
    <label><input type="checkbox" data-part="strict"> Strict content security policy</label>
    <label><input type="checkbox" data-part="fails"> The stylesheet fails</label>
  </fieldset>
</div>
<div class="markup">
  <label><span>At the end of the head</span><textarea data-part="head" rows="5" spellcheck="false" autocapitalize="off" autocomplete="off"></textarea></label>
  <label><span>At the end of the body</span><textarea data-part="end" rows="2" spellcheck="false" autocapitalize="off" autocomplete="off"></textarea></label>
</div>
<div class="actions">
  <button type="button" class="primary" data-part="run">Run this</button>
  <button type="button" data-part="all">Run all</button>
  <button type="button" class="stop" data-part="stop" disabled>Stop</button>
  <p class="status" role="status" data-part="status"></p>
</div>
<div class="stage" data-part="stage"><p>The page will load here.</p></div>`;

/**
 * @typedef {object} Parts
 * @property {HTMLSelectElement} way
 * @property {HTMLOutputElement} told
 * @property {HTMLInputElement} delay
 * @property {HTMLSelectElement} times
 * @property {HTMLInputElement} noScripts
 * @property {HTMLInputElement} strict
 * @property {HTMLInputElement} fails
 * @property {HTMLTextAreaElement} head
 * @property {HTMLTextAreaElement} end
 * @property {HTMLButtonElement} run
 * @property {HTMLButtonElement} all
 * @property {HTMLButtonElement} stop
 * @property {HTMLElement} status
 * @property {HTMLElement} stage
 */

/** A new copy in the root. @param {ShadowRoot} root @returns {Parts} */
export function render(root) {
  root.append(template.content.cloneNode(true));
  const parts = [...root.querySelectorAll("[data-part]")].map((element) => [/** @type {HTMLElement} */ (element).dataset.part, element]);
  return /** @type {Parts} */ (Object.fromEntries(parts));
}
