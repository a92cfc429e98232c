/** Which variables a declaration makes, told from its tokens alone. */

/** @import {Token} from "./c-tokens.js" */

/** `type` is the declaration's words without the name: `int *`, `char [12]`.
 * @typedef {{name: string, type: string, line: number}} Variable */

const TYPES = new Set(
  ("void char short int long float double signed unsigned bool _Bool auto const volatile restrict _Atomic static struct " +
    "union enum inline alignas _Alignas typeof __typeof__ constexpr FILE").split(" "),
);
const TAGGED = new Set(["struct", "union", "enum"]);
const HIDDEN = new Set(["extern", "typedef", "register", "_Static_assert", "static_assert", "thread_local"]);
const WITH_ARGUMENT = new Set(["alignas", "_Alignas", "typeof", "__typeof__", "_Atomic"]);
const OPEN = new Set(["(", "[", "{"]);
const CLOSE = new Set([")", "]", "}"]);

/** The names that the source's typedefs introduce. @param {Token[]} all */
export function typedefs(all) {
  const names = new Set();
  all.forEach((token, i) => {
    if (token.text !== "typedef") return;
    const end = endOfStatement(all, i);
    const declared = parts(all.slice(i + 1, end), new Set());
    for (const part of declared.declarators) {
      const name = nameOf(part);
      if (name !== null) names.add(name.text);
    }
  });
  return names;
}

/** The variables of a declaration statement without its semicolon; none if it is an expression or makes no object.
 * @param {Token[]} statement @param {Set<string>} types @returns {Variable[]} */
export function variables(statement, types) {
  const [first, second, third] = statement;
  if (first === undefined || !isType(first, types) || hasHidden(statement)) return [];
  if (second?.text === "(" && third?.text !== "*" && !WITH_ARGUMENT.has(first.text)) return [];
  const { base, declarators } = parts(statement, types);
  return declarators.flatMap((part) => variable(base, part));
}

/** The named parameters of a function. @param {Token[]} list  What is between its parentheses.
 * @param {Set<string>} types @returns {Variable[]} */
export function parameters(list, types) {
  return split(list).flatMap((one) => {
    const { base, declarators } = parts(one, types);
    return declarators.flatMap((part) => variable(base, part, true));
  });
}

/** @param {Token[]} all @param {number} from @returns {number}  The index of its semicolon, or the end. */
export function endOfStatement(all, from) {
  let i = from;
  for (let depth = 0; i < all.length; i++) {
    const { text } = /** @type {Token} */ (all[i]);
    if (OPEN.has(text)) depth++;
    else if (CLOSE.has(text) && depth-- === 0) return i;
    else if (text === ";" && depth === 0) return i;
  }
  return i;
}

/** @param {Token} token @param {Set<string>} types */
function isType({ kind, text }, types) {
  return kind === "name" && (TYPES.has(text) || types.has(text) || /^\w+_t$/.test(text));
}

/** @param {Token[]} statement */
function hasHidden(statement) {
  const first = statement.findIndex(({ text }) => text === "=" || OPEN.has(text));
  return statement.slice(0, first === -1 ? undefined : first).some(({ text }) => HIDDEN.has(text));
}

/** Specifiers and declarators. @param {Token[]} all @param {Set<string>} types */
function parts(all, types) {
  let i = 0;
  /** @type {string[]} */
  const base = [];
  for (let typed = false; i < all.length; i++) {
    const token = /** @type {Token} */ (all[i]);
    if (token.kind !== "name" || (typed && !isType(token, types))) break;
    if (token.text !== "static") base.push(token.text);
    typed = !["const", "volatile", "static", "inline"].includes(token.text) || typed;
    if (TAGGED.has(token.text)) i = afterTag(all, i + 1, base);
    else if (WITH_ARGUMENT.has(token.text) && all[i + 1]?.text === "(") i = closing(all, i + 1);
  }
  return { base: base.join(" "), declarators: split(all.slice(i)) };
}

/** Passes a tag and its body; the index of their last token. @param {Token[]} all @param {number} i @param {string[]} base */
function afterTag(all, i, base) {
  if (all[i]?.kind === "name") base.push(/** @type {Token} */ (all[i++]).text);
  return all[i]?.text === "{" ? closing(all, i) : i - 1;
}

/** @param {Token[]} all @param {number} open @returns {number} */
function closing(all, open) {
  for (let i = open, depth = 0; i < all.length; i++) {
    const { text } = /** @type {Token} */ (all[i]);
    if (OPEN.has(text)) depth++;
    else if (CLOSE.has(text) && --depth === 0) return i;
  }
  return all.length - 1;
}

/** At the commas that are in no bracket. @param {Token[]} all */
function split(all) {
  /** @type {Token[][]} */
  const found = [[]];
  let depth = 0;
  for (const token of all) {
    if (OPEN.has(token.text)) depth++;
    if (CLOSE.has(token.text)) depth--;
    if (token.text === "," && depth === 0) found.push([]);
    else found.at(-1)?.push(token);
  }
  return found.filter(({ length }) => length > 0);
}

/** @param {Token[]} declarator */
function nameOf(declarator) {
  return declarator.find(({ kind, text }) => kind === "name" && !["const", "volatile", "restrict"].includes(text)) ?? null;
}

/** @param {string} base @param {Token[]} declarator @param {boolean} [decays]  A parameter's array is a pointer.
 * @returns {Variable[]} */
function variable(base, declarator, decays = false) {
  const end = declarator.findIndex(({ text }) => text === "=");
  const before = end === -1 ? declarator : declarator.slice(0, end);
  const name = nameOf(before);
  if (name === null) return [];
  const rest = before.slice(before.indexOf(name) + 1);
  if (rest[0]?.text === "(") return [];
  const shape = before.filter((token) => token !== name).map(({ text }) => text).join("");
  const type = decays ? shape.replace(/\[[^\]]*\]/, "*") : shape;
  return [{ name: name.text, type: `${base} ${type}`.trim(), line: name.line }];
}
