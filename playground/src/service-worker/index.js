/** The site's service worker: keeps the pages for when there is no network. */

import { Offline } from "./offline.js";

/** @type {ServiceWorkerGlobalScope} */
const worker = /** @type {any} */ (self);
const offline = new Offline(worker);

worker.addEventListener("install", (event) => event.waitUntil(offline.install()));
worker.addEventListener("activate", (event) => event.waitUntil(offline.activate()));
worker.addEventListener("fetch", (event) => {
  if (offline.handles(event.request)) event.respondWith(offline.respond(event.request));
});
