/** The site's service worker: keeps the pages for when there is no network, and holds stylesheets back in one lesson. */

import { answerCssLab } from "./css-lab.js";
import { Offline } from "./offline.js";

/** @type {ServiceWorkerGlobalScope} */
const worker = /** @type {any} */ (self);
const offline = new Offline(worker);

worker.addEventListener("install", (event) => event.waitUntil(offline.install()));
worker.addEventListener("activate", (event) => event.waitUntil(offline.activate()));
worker.addEventListener("fetch", (event) => {
  const answer = answerCssLab(event.request, worker.registration.scope);
  if (answer !== null) event.respondWith(answer);
  else if (offline.handles(event.request)) event.respondWith(offline.respond(event.request));
});
