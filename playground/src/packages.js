/** The packages that a Python program asks for, out of those that the site has. */

import { CannotBuild } from "./backend/compiler.js";
import { PLAYGROUND } from "./backend/place.js";
import { once } from "./once.js";
import { strings } from "./strings.js";

/** As playground/wheels.py writes it. @typedef {{file: string, requires: string[], modules: string[]}} Package */

const index = once(async () => {
  const response = await fetch(`${PLAYGROUND}frame/wheels/index.json`);
  return /** @type {Record<string, Package>} */ (response.ok ? await response.json() : {});
});

const COMMENT = /^[ \t]*#[ \t]*requires:[ \t]*(.+)$/gim;
const CALL = /\bmicropip\.install\(([^)]*)\)/g;

/** The names as the index has them, in the order in which they are asked for. @param {Record<string, string | Uint8Array>} files */
export function required(files) {
  const texts = Object.entries(files).flatMap(([path, text]) => (path.endsWith(".py") && typeof text === "string" ? [text] : []));
  const named = texts.flatMap((text) => [
    ...[...text.matchAll(COMMENT)].flatMap(([, names = ""]) => names.split(/[\s,]+/)),
    ...[...text.matchAll(CALL)].flatMap(([, given = ""]) => [...given.matchAll(/["']([^"']+)["']/g)].map(([, name = ""]) => name)),
  ]);
  return [...new Set(named.map((name) => name.toLowerCase().replace(/[<>=!~[].*$/, "").replace(/[-_.]+/g, "-")))].filter((name) => name !== "");
}

/** With all that they need themselves. @param {string[]} names @param {Record<string, Package>} all */
export function closure(names, all) {
  const found = new Set(names);
  for (const name of found) for (const needed of all[name]?.requires ?? []) found.add(needed);
  return [...found];
}

/** The files of the wheels that a program needs. Throws CannotBuild, which names what there is. @param {Record<string, string | Uint8Array>} files */
export async function wheelsOf(files) {
  const names = required(files);
  if (names.length === 0) return [];
  const all = await index();
  const unknown = names.filter((name) => !Object.hasOwn(all, name));
  if (unknown.length > 0) throw new CannotBuild(strings.packages.unknown(unknown, Object.keys(all)));
  return closure(names, all).flatMap((name) => all[name]?.file ?? []);
}

/** What to write for a module that a program missed; null if no package has it. @param {string} errors  Its standard error. */
export async function missing(errors) {
  const module = /^ModuleNotFoundError: No module named '(\w+)/m.exec(errors)?.[1];
  if (module === undefined) return null;
  const found = Object.entries(await index()).find(([, { modules }]) => modules.includes(module));
  return found === undefined ? null : strings.packages.ask(found[0]);
}
