/** Which runner a page uses: the address's, which is kept for the visit, or the site's, or none. */

const REMEMBERED = "wardian:runner";

/**
 * @param {string} search  The query of the page's address.
 * @param {Pick<Storage, "getItem" | "setItem"> | null} visit  What lasts as long as the visit.
 * @param {() => Promise<unknown>} site  The content of site.json.
 * @returns {Promise<string | null>}  The base of its addresses; "" is this site.
 */
export async function chooseRunner(search, visit, site) {
  const asked = originOf(new URLSearchParams(search).get("runner"));
  if (asked !== null) visit?.setItem(REMEMBERED, asked);
  return asked ?? originOf(visit?.getItem(REMEMBERED)) ?? runnerOf(await site());
}

/** @param {unknown} site */
function runnerOf(site) {
  const runner = typeof site === "object" && site !== null && "runner" in site ? site.runner : null;
  return runner === "" ? "" : originOf(runner);
}

/** An address of http or https without the slash at its end, else null. @param {unknown} text */
function originOf(text) {
  if (typeof text !== "string" || !URL.canParse(text)) return null;
  const url = new URL(text);
  return /^https?:$/.test(url.protocol) ? (url.origin + url.pathname).replace(/\/+$/, "") : null;
}
