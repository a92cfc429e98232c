/** Registers the site's service worker once the page has all it needs; a site without one, or a plain HTTP address, does without. */

import { site } from "./site.js";

export async function keepForOffline() {
  if (!("serviceWorker" in navigator) || !(await site()).offline) return;
  await navigator.serviceWorker.register(new URL("../../sw.js", import.meta.url));
}
