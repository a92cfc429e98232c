/** What a playground shows first: the fence it is, or the share or example that it or the page's address names. */

import { ApiError } from "./api.js";
import { connect } from "./backend/index.js";
import { loadExample } from "./examples.js";
import { readFence } from "./fence.js";
import { strings } from "./strings.js";

/** @import {Fence} from "./fence.js" */
/** @import {Original} from "./project.js" */

const DEFAULT_EXAMPLE = "c/hello";

/** `failure` says why something else than what was asked for is shown. @typedef {Fence & {failure: string}} Opening */

/** @param {HTMLElement} host @returns {Promise<Opening>} */
export async function opening(host) {
  const fence = readFence(host);
  if (fence !== null) return { ...fence, failure: "" };
  const address = new URLSearchParams(host.hasAttribute("linked") ? location.search : "");
  const share = address.get("share");
  const example = address.get("example") ?? host.getAttribute("example") ?? DEFAULT_EXAMPLE;
  try {
    return alone(await (share === null ? exampleNamed(example) : shared(share)));
  } catch (error) {
    if (share === null && example === DEFAULT_EXAMPLE) throw error;
    return { ...alone(await exampleNamed(DEFAULT_EXAMPLE)), failure: reason(error, share !== null) };
  }
}

/** @param {string} name  As in "c/hello". */
export function exampleNamed(name) {
  const [language = "", example = ""] = name.split("/");
  return loadExample(language, example);
}

/** @param {string} id @returns {Promise<Original>} */
async function shared(id) {
  const { api } = await connect();
  if (api === null) throw new ApiError(0, strings.unreachable);
  const { language, files } = await api.shared(id);
  const run = { args: [], stdin: "", env: {} };
  return { key: `share/${id}`, language, title: strings.shared, description: "", kind: "console", files, run };
}

/** @param {unknown} error @param {boolean} isShare */
function reason(error, isShare) {
  if (error instanceof ApiError && error.status === 0) return strings.unreachable;
  return isShare ? strings.shareMissing : strings.galleryMissing;
}

/** @param {Original} original @returns {Opening} */
function alone(original) {
  return { original, labels: {}, hidden: {}, failure: "" };
}
