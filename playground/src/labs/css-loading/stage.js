/** Puts a page into a frame of its own. */

/** @import {Variant} from "./variants.js" */

/**
 * @typedef {object} Circumstances
 * @property {number} delay  What each stylesheet takes, in ms.
 * @property {boolean} scripts
 * @property {boolean} strict  Whether the page's policy lets only scripts and styles with its nonce run.
 * @property {boolean} fails  Whether the stylesheets end in an error.
 */

let runs = 0;

/**
 * A frame that starts to load the page. Its markup is sent as a form, whose sender is known to the server.
 * @param {HTMLElement} stage
 * @param {string} folder
 * @param {Pick<Variant, "head" | "end">} markup
 * @param {Circumstances} circumstances
 */
export function open(stage, folder, { head, end }, { delay, scripts, strict, fails }) {
  const run = `${Date.now().toString(36)}${(runs += 1)}`;
  const frame = document.createElement("iframe");
  frame.name = `css-lab-${run}`;
  frame.title = "The page that is measured";
  if (!scripts) frame.setAttribute("sandbox", "allow-same-origin");
  stage.replaceChildren(frame);
  const form = document.createElement("form");
  form.method = "post";
  form.action = `${folder}${delay}/${fails ? "fails" : "works"}/${run}/page`;
  form.target = frame.name;
  form.hidden = true;
  for (const [name, value] of Object.entries({ head, end, policy: strict ? "strict" : "none" })) {
    const field = document.createElement("textarea");
    field.name = name;
    field.value = value;
    form.append(field);
  }
  document.body.append(form);
  form.submit();
  form.remove();
  return frame;
}
