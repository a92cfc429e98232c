/** Completes names that are in the text, and those of a language and its common libraries. */

import { LanguageSupport, syntaxTree } from "@codemirror/language";

/** @import {Completion, CompletionContext, CompletionResult, CompletionSource} from "@codemirror/autocomplete" */

/**
 * Names are separated by spaces.
 * @typedef {object} Vocabulary
 * @property {RegExp} word  What is being typed, to its end.
 * @property {RegExp} prose  The grammar's nodes with text that is no code.
 * @property {string} keywords
 * @property {Record<string, string>} library  By where they are from.
 * @property {RegExp | null} owner  What a member's name comes after; the first group is whose member it is.
 * @property {Record<string, string>} members  By the owner's name; "" for what many have.
 * @property {RegExp} names  The grammar's nodes with names of the program itself.
 * @property {RegExp} fields  Those of members.
 * @property {RegExp} local  Nodes with names that mean nothing elsewhere: blocks and lists of parameters.
 * @property {(line: string) => Completion[]} [special]  What can stand in a place of its own, at this line's end.
 */

/** Names of this place come first, then keywords, then libraries. */
const BOOST = { own: 2, keyword: 1, library: 0 };

/** @param {Vocabulary} vocabulary @returns {CompletionSource} */
export function completing(vocabulary) {
  const keywords = options(vocabulary.keywords, { type: "keyword", boost: BOOST.keyword });
  const library = Object.entries(vocabulary.library).flatMap(([detail, names]) => options(names, { type: "function", detail, boost: BOOST.library }));
  return (context) => {
    const { state, pos } = context;
    const before = state.sliceDoc(state.doc.lineAt(pos).from, pos);
    const special = vocabulary.special?.(before) ?? [];
    if (special.length > 0) return answer(context, vocabulary, special);
    const node = syntaxTree(state).resolveInner(pos, -1);
    if (vocabulary.prose.test(node.name)) return null;
    const owner = vocabulary.owner?.exec(before)?.[1];
    if (owner !== undefined) return answer(context, vocabulary, members(context, vocabulary, owner));
    if (context.matchBefore(vocabulary.word) === null && !context.explicit) return null;
    return answer(context, vocabulary, [...own(context, vocabulary, vocabulary.names), ...keywords, ...library]);
  };
}

/** A grammar together with what completes its language. @param {LanguageSupport} grammar @param {CompletionSource} autocomplete */
export function withCompletion({ language, support }, autocomplete) {
  return new LanguageSupport(language, [support, language.data.of({ autocomplete })]);
}

/** @param {CompletionContext} context @param {Vocabulary} vocabulary @param {Completion[]} options @returns {CompletionResult} */
function answer(context, { word }, options) {
  return { from: context.matchBefore(word)?.from ?? context.pos, options, validFor: new RegExp(`^(?:${word.source})?$`) };
}

/** @param {CompletionContext} context @param {Vocabulary} vocabulary @param {string} owner */
function members(context, vocabulary, owner) {
  const known = vocabulary.members[owner];
  if (known !== undefined) return options(known, { type: "property", detail: owner });
  const common = options(vocabulary.members[""] ?? "", { type: "method" });
  return [...own(context, vocabulary, vocabulary.fields), ...common];
}

/** The names in reach of the cursor: those inside of other functions are not. @param {CompletionContext} context @param {Vocabulary} vocabulary @param {RegExp} wanted */
function own(context, { local, word }, wanted) {
  const { state, pos } = context;
  /** @type {Set<string>} */
  const found = new Set();
  syntaxTree(state).iterate({
    enter(node) {
      if (local.test(node.name) && (node.from > pos || node.to < pos)) return false;
      if (wanted.test(node.name)) found.add(state.sliceDoc(node.from, node.to));
      return true;
    },
  });
  found.delete(context.matchBefore(word)?.text ?? "");
  return [...found].map((label) => ({ label, type: "variable", boost: BOOST.own }));
}

/** @param {string} names @param {Partial<Completion>} about @returns {Completion[]} */
export function options(names, about) {
  return names.split(/\s+/).filter((name) => name !== "").map((label) => ({ label, ...about }));
}
