/** What the learner's browser keeps: edits, and the tokens of deployments. */

const PREFIX = "wardian:1:";

/** @param {string} key @returns {any} null if there is nothing, or nothing that can be read. */
export function load(key) {
  try {
    return JSON.parse(localStorage.getItem(PREFIX + key) ?? "null");
  } catch {
    return null;
  }
}

/** Whether it worked: a browser may refuse storage, and it may be full. @param {string} key @param {unknown} value */
export function save(key, value) {
  try {
    localStorage.setItem(PREFIX + key, JSON.stringify(value));
    return true;
  } catch {
    return false;
  }
}

/** @param {string} key */
export function forget(key) {
  try {
    localStorage.removeItem(PREFIX + key);
  } catch {
    // Where storage is refused there is nothing to forget.
  }
}

/** What is kept under keys that begin so. @param {string} start @returns {any[]} */
export function loadAll(start) {
  return keysOf(start).map(load).filter((value) => value !== null);
}

/** The keys that begin so. @param {string} start */
export function keysOf(start) {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX + start)).map((key) => key.slice(PREFIX.length));
  } catch {
    return [];
  }
}
