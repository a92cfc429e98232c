/** The tokens of C source text that say where statements begin: no preprocessing, no keywords, no types. */

/**
 * `from` and `to` are offsets in UTF-16 code units; `line` starts at 1. A directive is a whole preprocessor line.
 * @typedef {{kind: "name" | "number" | "string" | "character" | "mark" | "directive", text: string, from: number, to: number,
 *   line: number}} Token
 */

/** @type {readonly [Token["kind"] | null, RegExp][]} null: white space and comments. */
const RULES = [
  [null, /\s+|\/\/(?:\\\r?\n|[^\n])*|\/\*[^]*?(?:\*\/|$)/y],
  ["string", /(?:u8|[uUL])?"(?:\\[^]|[^"\\\n])*"?/y],
  ["character", /(?:u8|[uUL])?'(?:\\[^]|[^'\\\n])*'?/y],
  ["name", /[\p{ID_Start}_$][\p{ID_Continue}$]*/uy],
  ["number", /\.?\d(?:[eEpP][+-]|'?[\w.])*/y],
  ["mark", /->|\+\+|--|<<=|>>=|\.\.\.|[-+*/%&|^=!<>]=|&&|\|\||<<|>>|::|[^]/y],
];
const DIRECTIVE = /#(?:\\\r?\n|\/\*[^]*?\*\/|[^\n])*/y;

/** @param {string} source @returns {Token[]} */
export function tokens(source) {
  /** @type {Token[]} */
  const found = [];
  let line = 1;
  let fresh = true;
  for (let at = 0; at < source.length; ) {
    const [kind, text] = next(source, at, fresh);
    if (kind !== null) found.push({ kind, text, from: at, to: at + text.length, line });
    const breaks = text.split("\n").length - 1;
    fresh = kind === null ? fresh || breaks > 0 : false;
    line += breaks;
    at += text.length;
  }
  return found;
}

/** @param {string} source @param {number} at @param {boolean} fresh  Nothing but space stands before it on its line.
 * @returns {[Token["kind"] | null, string]} */
function next(source, at, fresh) {
  if (fresh) {
    const directive = match(DIRECTIVE, source, at);
    if (directive !== null) return ["directive", directive];
  }
  for (const [kind, rule] of RULES) {
    const text = match(rule, source, at);
    if (text !== null) return [kind, text];
  }
  throw new RangeError(`No token at ${at}`);
}

/** @param {RegExp} rule @param {string} source @param {number} at */
function match(rule, source, at) {
  rule.lastIndex = at;
  return rule.exec(source)?.[0] ?? null;
}
