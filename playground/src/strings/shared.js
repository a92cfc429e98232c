/** What every language of the interface writes alike. */

/** @type {Readonly<Record<string, string>>} */
const LANGUAGES = { c: "C", rust: "Rust", python: "Python", wat: "WAT" };

export const RUN_KEY = /^(Mac|iP)/.test(globalThis.navigator?.platform ?? "") ? "⌘+Enter" : "Ctrl+Enter";

/** @param {string} language */
export function languageName(language) {
  return LANGUAGES[language] ?? language;
}

/** @param {number} bytes */
export function megabytes(bytes) {
  return Math.round(bytes / 1e6);
}

/** Numbers, dates and lists as they are written in a language. @param {string} tag  As in BCP 47. */
export function writing(tag) {
  const dates = new Intl.DateTimeFormat(tag, { dateStyle: "medium", timeStyle: "short" });
  const numbers = new Intl.NumberFormat(tag);
  const all = new Intl.ListFormat(tag, { type: "conjunction" });
  const any = new Intl.ListFormat(tag, { type: "disjunction" });
  const soon = new Intl.RelativeTimeFormat(tag);
  return {
    when: (/** @type {Date | number} */ time) => dates.format(time),
    number: (/** @type {number} */ count) => numbers.format(count),
    all: (/** @type {string[]} */ things) => all.format(things),
    any: (/** @type {string[]} */ things) => any.format(things),
    minutes: (/** @type {number} */ count) => soon.format(count, "minute"),
  };
}
