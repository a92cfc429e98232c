/** What links to programs look like. */

/** The first character of what a link carries. */
export const VERSION = "1";

/** Characters of a whole address that mail, chats and servers pass on. */
export const MOST_LINK = 8192;

const NAME = "code";

/** What the fragment of an address carries; null if it is no program. @param {string} hash */
export function payloadIn(hash) {
  return hash.startsWith(`#${NAME}=`) ? hash.slice(NAME.length + 2) : null;
}

/** @param {string} page @param {string} payload */
export function linkTo(page, payload) {
  const url = new URL(page, location.href);
  url.search = "";
  url.hash = `${NAME}=${payload}`;
  return url.href;
}

/** @param {string} page @param {string} id  Of a share that a runner keeps. */
export function shortLinkTo(page, id) {
  const url = new URL(page, location.href);
  url.search = new URLSearchParams({ share: id }).toString();
  url.hash = "";
  return url.href;
}

/** Whether a project came by a link: what becomes of it is the reader's own from the first edit. @param {string} key */
export function isLinked(key) {
  return key.startsWith("link/") || key.startsWith("share/");
}
