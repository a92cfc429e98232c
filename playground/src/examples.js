/** The gallery of examples, which the site serves as JSON next to the playground's own files. */

import { ApiError } from "./api.js";
import { ASSETS } from "./backend/place.js";

/** @import {Original} from "./project.js" */

/**
 * @typedef {{language: string, name: string, title: string, description: string,
 *   kind: "console" | "interactive" | "handler"}} Summary
 */

const GALLERY = new URL("examples/", ASSETS);

/** @param {string} path */
async function get(path) {
  const response = await fetch(new URL(path, GALLERY));
  if (!response.ok) throw new ApiError(response.status, `${path}: ${response.status} ${response.statusText}`);
  return response.json();
}

/** @returns {Promise<Summary[]>} */
export function listExamples() {
  return get("index.json");
}

/** @param {string} language @param {string} name @returns {Promise<Original>} */
export async function loadExample(language, name) {
  const example = await get(`${language}/${name}.json`);
  return { ...example, prebuilt: example.key, key: `${language}/${name}` };
}
