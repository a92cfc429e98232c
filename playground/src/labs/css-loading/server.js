/** Who serves the lab's pages: the site's own runner, or the service worker. */

import { ASSETS, PLAYGROUND } from "../../backend/place.js";
import { once } from "../../once.js";

/** The folder of the lab's pages. Rejects where neither can serve them. */
export const labFolder = once(find);

async function find() {
  const site = await fetch(`${PLAYGROUND}site.json`);
  if (site.ok && (await site.json()).runner === "") return `${ASSETS}css-lab/`;
  if (!("serviceWorker" in navigator)) {
    throw new Error("This browser has no service worker here, as over plain HTTP, and the site has no runner to hold the stylesheet back.");
  }
  await navigator.serviceWorker.register(new URL("../sw.js", ASSETS));
  await navigator.serviceWorker.ready;
  return `${ASSETS}css-lab/worker/`;
}
