/** What a playground shows first: the fence it is, or what the page's address or the element names. */

import { ApiError } from "./api.js";
import { loadExample } from "./examples.js";
import { readFence } from "./fence.js";
import { languageNamed, languages } from "./languages/index.js";
import { NotOpened } from "./not-opened.js";
import { payloadIn } from "./shares/format.js";
import { strings } from "./strings.js";

/** @import {Fence} from "./fence.js" */
/** @import {Original} from "./project.js" */
/** @import {Keeping} from "./projects/keeping.js" */

const DEFAULT_EXAMPLE = "c/hello";

/** A new program of a language. */
const FIRST = "hello";

/** `failure` says why something else than what was asked for is shown. @typedef {Fence & {failure: string}} Opening */
/** @typedef {keyof typeof ways} Way */

/** @param {HTMLElement} host @param {Keeping} keeping @returns {Promise<Opening>} */
export async function opening(host, keeping) {
  const fence = readFence(host);
  if (fence !== null) return { ...fence, failure: "" };
  const asked = askedFor(host);
  if (asked === null) return alone((await ownLast(host, keeping)) ?? (await exampleNamed(DEFAULT_EXAMPLE)));
  try {
    return alone(await ways[asked.way](asked.name, keeping));
  } catch (error) {
    return { ...alone(await exampleNamed(DEFAULT_EXAMPLE)), failure: reason(error, asked.way) };
  }
}

/** Rejects with NotOpened where there is none. @param {string} name  As in "c/hello". */
export async function exampleNamed(name) {
  const [, language, example] = /^(\w+)\/([\w-]+)$/.exec(name) ?? [];
  if (language === undefined || example === undefined) throw new NotOpened(strings.start.noExample(name));
  try {
    return await loadExample(language, example);
  } catch (error) {
    if (error instanceof ApiError && error.status === 404) throw new NotOpened(strings.start.noExample(name));
    throw error;
  }
}

/** How a program is named, and how it is found then. */
const ways = {
  code: async (/** @type {string} */ payload) => (await import("./shares/opened.js")).originalIn(payload),
  share: async (/** @type {string} */ id) => (await import("./shares/short.js")).find(id),
  project: async (/** @type {string} */ key, /** @type {Keeping} */ keeping) => {
    const original = await (await keeping.shelf())?.originalOf(key);
    if (!original) throw new NotOpened(strings.start.noProject);
    return original;
  },
  example: exampleNamed,
  language: async (/** @type {string} */ name) => {
    const known = languages.map(({ label }) => label);
    if (languageNamed(name) === null) throw new NotOpened(strings.start.noLanguage(name, known));
    return exampleNamed(`${name}/${FIRST}`);
  },
};

/** The page's address comes before the element, if it is linked to it. @param {HTMLElement} host @returns {{way: Way, name: string} | null} */
function askedFor(host) {
  const linked = host.hasAttribute("linked");
  const address = new URLSearchParams(linked ? location.search : "");
  const payload = linked ? payloadIn(location.hash) : null;
  if (payload !== null) return { way: "code", name: payload };
  return named(["share", "project", "example", "language"], (way) => address.get(way)) ?? named(["code", "share", "example", "language"], (way) => host.getAttribute(way));
}

/** @param {Way[]} names @param {(way: Way) => string | null} get */
function named(names, get) {
  const way = names.find((way) => get(way) !== null);
  return way === undefined ? null : { way, name: get(way) ?? "" };
}

/** The project that was opened last, where the address could name one. @param {HTMLElement} host @param {Keeping} keeping */
async function ownLast(host, keeping) {
  return host.hasAttribute("linked") ? ((await (await keeping.shelf())?.last()) ?? null) : null;
}

/** @param {unknown} error @param {Way} way */
function reason(error, way) {
  if (error instanceof NotOpened) return error.message;
  if (way !== "share") return strings.galleryMissing;
  return error instanceof ApiError && error.status === 0 ? strings.unreachable : strings.shareMissing;
}

/** @param {Original} original @returns {Opening} */
function alone(original) {
  return { original, labels: {}, hidden: {}, failure: "" };
}
