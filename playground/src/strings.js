/** Every text that the playground shows, in the reader's language. strings/ has a folder for each. */

import { en } from "./strings/en/index.js";

/** @typedef {typeof en} Strings */
/** @typedef {keyof typeof LOCALES} Locale */

/** What the languages call themselves. */
export const LOCALES = { en: "English", "zh-TW": "繁體中文" };

/** @type {Strings} */
export let strings = en;

/** @type {Locale} */
export let locale = "en";

/** What is made from now on is in this language. @param {Locale} wanted */
export async function speak(wanted) {
  strings = wanted === "en" ? en : (await import("./strings/zh-tw/index.js")).zhTw;
  locale = wanted;
}

/** The first of the reader's languages that there is. @param {readonly string[]} languages  As `navigator.languages`. @returns {Locale} */
export function localeFor(languages) {
  const known = languages.map((language) => {
    if (/^zh\b(?!-(CN|SG|Hans))/i.test(language)) return "zh-TW";
    return /^en\b/i.test(language) ? "en" : null;
  });
  return known.find((found) => found !== null) ?? "en";
}
