/** What of the examples fits what was chosen and searched for. */

/** @import {Summary} from "../../examples.js" */

/** @typedef {"blank" | "console" | "handler" | "interactive"} Sort */

/** As the gallery shows them. @type {readonly Sort[]} */
export const SORTS = ["blank", "console", "handler", "interactive"];

/** The example that has no more than it takes to build. */
const BLANK = "blank";

/** @param {Summary} summary @returns {Sort} */
export function sortOf({ name, kind }) {
  return name === BLANK ? "blank" : kind;
}

/**
 * Those that fit, in the order in which they came. Each word that is searched for must be in one of an example's texts.
 * @param {Summary[]} examples
 * @param {{language: string, sort: string, words: string}} wanted  Empty texts want nothing.
 * @param {(example: Summary) => string[]} texts
 */
export function fitting(examples, { language, sort, words }, texts) {
  const searched = words.toLocaleLowerCase().split(/\s+/).filter((word) => word !== "");
  return examples.filter((example) => {
    if (language !== "" && example.language !== language) return false;
    if (sort !== "" && sortOf(example) !== sort) return false;
    const said = texts(example).join("\n").toLocaleLowerCase();
    return searched.every((word) => said.includes(word));
  });
}

/** A name that none of the others has. @param {string} name @param {string[]} others */
export function freeName(name, others) {
  if (!others.includes(name)) return name;
  let number = 2;
  while (others.includes(`${name} ${number}`)) number++;
  return `${name} ${number}`;
}
