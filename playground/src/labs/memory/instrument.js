/**
 * Puts a call before each statement of a C program, and one after each declaration that says where its variable is. Lines
 * stay where they are.
 */

import { tokens } from "./c-tokens.js";
import { endOfStatement, parameters, typedefs, variables } from "./declarations.js";

/** @import {Token} from "./c-tokens.js" */
/** @import {Variable} from "./declarations.js" */

/**
 * `steps[id]` is what a call before a statement tells; `scope` holds indexes of `variables`, the inner ones last.
 * @typedef {object} Instrumented
 * @property {string} text  What to compile in its place, with wardian-memory.h beside it.
 * @property {{line: number, function: string, scope: number[]}[]} steps
 * @property {(Variable & {function: string | null})[]} variables  `function` is null for what is outside of all functions.
 */

/** @param {string} source  The text of main.c. @returns {Instrumented} */
export function instrument(source) {
  return new Instrumenter(source).all();
}

const GLOBALS = "WARDIAN_END void wardian_globals(void)";

class Instrumenter {
  /** @type {Instrumented["steps"]} */
  steps = [];
  /** @type {Instrumented["variables"]} */
  variables = [];
  /** @type {{at: number, text: string}[]} */
  #insertions = [];
  #source;
  #tokens;
  #types;
  #function = "";
  #i = 0;

  /** @param {string} source */
  constructor(source) {
    this.#source = source;
    this.#tokens = tokens(source).filter(({ kind }) => kind !== "directive");
    this.#types = typedefs(this.#tokens);
  }

  all() {
    /** @type {number[]} */
    const globals = [];
    while (this.#i < this.#tokens.length) this.#top(globals);
    const seen = globals.map((id) => this.#see(id)).join("");
    const text = `#include "wardian-memory.h"\n#line 1 "main.c"\n${this.#text()}\n${GLOBALS} {${seen}}\n`;
    return { text, steps: this.steps, variables: this.variables };
  }

  /** A function, or a declaration outside of all. @param {number[]} globals */
  #top(globals) {
    const from = this.#i;
    const all = this.#tokens;
    for (let depth = 0; this.#i < all.length; this.#i++) {
      const text = this.#peek();
      if (text === "{" && depth === 0 && all[this.#i - 1]?.text === ")" && this.#i > from) return this.#body(from, globals);
      if (text === "(" || text === "[" || text === "{") depth++;
      else if (text === ")" || text === "]" || text === "}") depth--;
      else if (text === ";" && depth <= 0) break;
    }
    globals.push(...this.#declare(variables(all.slice(from, this.#i++), this.#types), null));
  }

  /** @param {number} from  Where the function's declaration begins. @param {number[]} globals */
  #body(from, globals) {
    const head = this.#tokens.slice(from, this.#i);
    const open = head.findIndex(({ text }, i) => text === "(" && head[i - 1]?.text !== "__attribute__");
    this.#function = head[open - 1]?.text ?? "";
    const names = parameters(inside(head, open), this.#types);
    const scope = [...globals, ...this.#declare(names, this.#function)];
    this.#block(scope, scope.slice(globals.length));
  }

  /** From its `{` to past its `}`. @param {number[]} outer @param {number[]} [made]  Variables that begin with it. */
  #block(outer, made = []) {
    const scope = [...outer];
    const open = this.#next();
    if (open === undefined) return;
    this.#insert(open.to, made.map((id) => this.#see(id)).join(""));
    while (this.#i < this.#tokens.length && this.#peek() !== "}") this.#statement(scope);
    this.#next();
  }

  /** @param {number[]} scope  Grows by what the statement declares. */
  #statement(scope) {
    const text = this.#peek();
    if (text === "{") return this.#block(scope);
    if (text === "case" || text === "default" || this.#isLabel()) return this.#label();
    if (text !== "while") this.#step(scope);
    if (text === "if") return this.#if(scope);
    if (text === "for") return this.#for(scope);
    if (text === "while" || text === "switch") return this.#headed(scope);
    if (text === "do") return this.#do(scope);
    this.#simple(scope);
  }

  #isLabel() {
    return this.#tokens[this.#i]?.kind === "name" && this.#tokens[this.#i + 1]?.text === ":";
  }

  #label() {
    for (let choices = 0; this.#i < this.#tokens.length; ) {
      const text = this.#next()?.text;
      if (text === "?") choices++;
      if (text === ":" && choices-- === 0) return;
    }
  }

  /** @param {number[]} scope */
  #if(scope) {
    this.#headed(scope);
    if (this.#peek() !== "else") return;
    this.#next();
    this.#sub(scope);
  }

  /** A keyword, a parenthesis and a statement. @param {number[]} scope */
  #headed(scope) {
    const loop = this.#next()?.text === "while";
    const open = this.#tokens[this.#i];
    if (loop && open !== undefined) this.#insert(open.to, `${this.#call(open.line, scope)},`);
    this.#parenthesis();
    this.#sub(scope);
  }

  /** @param {number[]} scope */
  #for(scope) {
    this.#next();
    const from = this.#i + 1;
    const first = this.#tokens.slice(from, endOfStatement(this.#tokens, from));
    const made = this.#declare(variables(first, this.#types), this.#function);
    this.#parenthesis();
    this.#sub([...scope, ...made], made);
  }

  /** @param {number[]} scope */
  #do(scope) {
    this.#next();
    this.#sub(scope);
    this.#next();
    this.#parenthesis();
    this.#next();
  }

  /** A statement that belongs to another one gets braces. @param {number[]} scope @param {number[]} [made] */
  #sub(scope, made = []) {
    if (this.#peek() === "{") return this.#block(scope, made);
    const first = this.#tokens[this.#i];
    if (first === undefined) return;
    this.#insert(first.from, `{${made.map((id) => this.#see(id)).join("")}`);
    this.#statement([...scope]);
    this.#insert(this.#tokens[this.#i - 1]?.to ?? first.to, "}");
  }

  /** @param {number[]} scope */
  #simple(scope) {
    const from = this.#i;
    this.#i = endOfStatement(this.#tokens, from);
    const made = this.#declare(variables(this.#tokens.slice(from, this.#i), this.#types), this.#function);
    const end = this.#next();
    if (end?.text === "}") this.#i--;
    scope.push(...made);
    if (end !== undefined) this.#insert(end.to, made.map((id) => this.#see(id)).join(""));
  }

  #parenthesis() {
    for (let depth = 0; this.#i < this.#tokens.length; ) {
      const text = this.#next()?.text;
      if (text === "(") depth++;
      if (text === ")" && --depth === 0) return;
    }
  }

  /** @param {Variable[]} made @param {string | null} owner  Its function. @returns {number[]} */
  #declare(made, owner) {
    return made.map((variable) => this.variables.push({ ...variable, function: owner }) - 1);
  }

  /** @param {number[]} scope */
  #step(scope) {
    const token = this.#tokens[this.#i];
    if (token !== undefined) this.#insert(token.from, `${this.#call(token.line, scope)};`);
  }

  /** @param {number} line @param {number[]} scope */
  #call(line, scope) {
    const id = this.steps.push({ line, function: this.#function, scope: [...scope] }) - 1;
    return `WARDIAN_STEP(${id})`;
  }

  /** @param {number} id */
  #see(id) {
    return `WARDIAN_SEE(${id}, ${this.variables[id]?.name});`;
  }

  #peek() {
    return this.#tokens[this.#i]?.text;
  }

  #next() {
    return this.#tokens[this.#i++];
  }

  /** @param {number} at @param {string} text */
  #insert(at, text) {
    if (text !== "") this.#insertions.push({ at, text });
  }

  #text() {
    let at = 0;
    let text = "";
    for (const insertion of this.#insertions.sort((a, b) => a.at - b.at)) {
      text += this.#source.slice(at, insertion.at) + insertion.text;
      at = insertion.at;
    }
    return text + this.#source.slice(at);
  }
}

/** What is between the parenthesis at `open` and its end. @param {Token[]} all @param {number} open */
function inside(all, open) {
  let depth = 0;
  const end = all.findIndex(({ text }, i) => i >= open && (text === "(" ? !++depth : text === ")" && --depth === 0));
  return all.slice(open + 1, end);
}
