/** Programs on the edge. */

import { counted, when } from "./measures.js";

export const deployments = {
  calls: (/** @type {number} */ count) => counted(count, "host call", "host calls"),
  leftOut: (/** @type {number} */ count) => `${counted(count, "more request", "more requests")} came too fast to have a receipt.`,
  backtrace: "Where it stopped, innermost first",
  hostCalls: "Host calls",
  callHeads: ["Function", "On", "Outcome", "Waited", "Sent", "Received"],
  versionHeads: ["Version", "", "Served from", "Build", "Granted"],
  served: "served now",
  nothing: "nothing",
  goBack: "Go back",
  goBackTo: (/** @type {number} */ version) => `Go back to version ${version}`,
  renewed: (/** @type {Date} */ date) => `Renewed until ${when(date)}.`,
  connecting: "Connecting…",
  following: "Each request appears here as it comes.",
  reconnecting: "The connection was lost; trying again…",
  ended: { removed: "The deployment was removed.", expired: "The deployment has expired." },
  manage: "Details",

  live: "Live at",
  version: (/** @type {number} */ version) => `version ${version}`,
  until: (/** @type {Date} */ date) => `until ${when(date)}`,
  copy: "Copy link",
  copied: "Copied.",
  copyFailed: "Copying was not allowed; select the link and copy it by hand.",
  open: "Open",
  preview: "Preview",
  previewTitle: (/** @type {string} */ name) => `Preview of ${name}`,
  deployed: (/** @type {number} */ version) => (version === 1 ? "Deployed." : `Deployed as version ${version}.`),
};
