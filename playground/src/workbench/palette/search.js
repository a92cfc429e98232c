/** Which commands are meant by what is typed. */

import fuzzysort from "fuzzysort";

/** @import {Command} from "../../commands.js" */

/** A command with its title in pieces: those that were matched, and those between them. @typedef {{command: Command, pieces: {text: string, matched: boolean}[]}} Found */

/** The best first; all of them, in their own order, if nothing is typed. @param {Command[]} commands @param {string} typed @returns {Found[]} */
export function search(commands, typed) {
  if (typed.trim() === "") return commands.map((command) => ({ command, pieces: [{ text: command.title(), matched: false }] }));
  const keys = [(/** @type {Command} */ { title }) => title(), (/** @type {Command} */ { name }) => name];
  return fuzzysort.go(typed, commands, { keys, limit: 0, threshold: 0.2 }).map((result) => {
    const indexes = new Set(result[0]?.score ? result[0].indexes : []);
    const pieces = [...result.obj.title()].map((text, at) => ({ text, matched: indexes.has(at) }));
    return { command: result.obj, pieces: joined(pieces) };
  });
}

/** @param {Found["pieces"]} pieces */
function joined(pieces) {
  /** @type {Found["pieces"]} */
  const runs = [];
  for (const { text, matched } of pieces) {
    const last = runs.at(-1);
    if (last?.matched === matched) last.text += text;
    else runs.push({ text, matched });
  }
  return runs;
}
