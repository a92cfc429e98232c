/** The script of a deployment's page. What everybody may know is in the page already. */

import { Api, ApiError } from "../api.js";
import { strings } from "../strings.js";
import { Owner, part } from "./owner.js";
import { drop, find, keep } from "./token.js";

const TICK_MS = 10_000;
const api = new Api("");
const name = document.body.dataset.name ?? "";

/** @param {string} token @returns {Promise<string>}  Why it cannot be used, or nothing. */
async function enter(token) {
  try {
    await new Owner(api.deployments, name, token).enter();
    return "";
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return error.status === 0 ? strings.unreachable : error.message;
  }
}

/** @param {HTMLFormElement} form */
function ask(form) {
  form.addEventListener("submit", async (event) => {
    event.preventDefault();
    const token = String(new FormData(form).get("token")).trim();
    const refusal = await enter(token);
    part("refusal").textContent = refusal;
    if (refusal === "") keep(name, token);
  });
}

/** @param {HTMLElement} time */
function countDown(time) {
  const fixed = time.textContent ?? "";
  const show = () => {
    const ends = new Date(time.getAttribute("datetime") ?? "");
    time.textContent = strings.timeLeft(ends.getTime() - Date.now());
    time.title = ends.toLocaleString() || fixed;
  };
  show();
  setInterval(show, TICK_MS);
  document.addEventListener("renewed", show);
}

/** The scheme that was chosen on the site, if one was: the theme keeps it so. */
function followPalette() {
  try {
    const scheme = JSON.parse(localStorage.getItem("/.__palette") ?? "null")?.color?.scheme;
    if (scheme !== undefined) document.documentElement.style.colorScheme = scheme === "slate" ? "dark" : "light";
  } catch {
    // Where storage is refused, the system's scheme it is.
  }
}

followPalette();
const expires = document.querySelector("[data-part=expires]");
if (expires !== null) countDown(/** @type {HTMLElement} */ (expires));
const form = document.querySelector("form[data-part=token]");
if (form !== null) {
  ask(/** @type {HTMLFormElement} */ (form));
  const token = find(name);
  if (token !== null && (await enter(token)) !== "") drop(name);
  form.toggleAttribute("data-ready", true);
}
