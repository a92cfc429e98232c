/**
 * Puts a call before each statement of a C program, and one after each declaration that says where its variable is. Lines
 * stay where they are.
 */

import { tokens } from "./c-tokens.js";
import { endOfStatement, parameters, typedefs, variables } from "./declarations.js";
import { Insertions } from "./insertions.js";
import { Walk } from "./walk.js";

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
  #insertions;
  #tokens;
  #walk;
  #types;
  #function = "";

  /** @param {string} source */
  constructor(source) {
    this.#insertions = new Insertions(source);
    this.#tokens = tokens(source).filter(({ kind }) => kind !== "directive");
    this.#walk = new Walk(this.#tokens);
    this.#types = typedefs(this.#tokens);
  }

  all() {
    /** @type {number[]} */
    const globals = [];
    while (!this.#walk.ended) this.#top(globals);
    const seen = globals.map((id) => this.#see(id)).join("");
    const text = `#include "wardian-memory.h"\n#line 1 "main.c"\n${this.#insertions.done}\n${GLOBALS} {${seen}}\n`;
    return { text, steps: this.steps, variables: this.variables };
  }

  /** A function, or a declaration outside of all. @param {number[]} globals */
  #top(globals) {
    const walk = this.#walk;
    const from = walk.at;
    for (let depth = 0; !walk.ended; walk.at++) {
      const text = walk.peek()?.text;
      if (text === "{" && depth === 0 && walk.peek(-1)?.text === ")" && walk.at > from) return this.#body(from, globals);
      if (text === "(" || text === "[" || text === "{") depth++;
      else if (text === ")" || text === "]" || text === "}") depth--;
      else if (text === ";" && depth <= 0) break;
    }
    globals.push(...this.#declare(variables(walk.slice(from, walk.at++), this.#types), null));
  }

  /** @param {number} from  Where the function's declaration begins. @param {number[]} globals */
  #body(from, globals) {
    const head = this.#walk.slice(from, this.#walk.at);
    const open = head.findIndex(({ text }, i) => text === "(" && head[i - 1]?.text !== "__attribute__");
    this.#function = head[open - 1]?.text ?? "";
    const names = parameters(inside(head, open), this.#types);
    const scope = [...globals, ...this.#declare(names, this.#function)];
    this.#block(scope, scope.slice(globals.length));
  }

  /** From its `{` to past its `}`. @param {number[]} outer @param {number[]} [made]  Variables that begin with it. */
  #block(outer, made = []) {
    const scope = [...outer];
    const open = this.#walk.next();
    if (open === undefined) return;
    this.#insertions.put(open.to, made.map((id) => this.#see(id)).join(""));
    while (!this.#walk.ended && this.#walk.peek()?.text !== "}") this.#statement(scope);
    this.#walk.next();
  }

  /** @param {number[]} scope  Grows by what the statement declares. */
  #statement(scope) {
    const text = this.#walk.peek()?.text;
    if (text === "{") return this.#block(scope);
    if (text === "case" || text === "default" || this.#isLabel()) return this.#walk.passLabel();
    if (text !== "while") this.#step(scope);
    if (text === "if") return this.#if(scope);
    if (text === "for") return this.#for(scope);
    if (text === "while" || text === "switch") return this.#headed(scope);
    if (text === "do") return this.#do(scope);
    this.#simple(scope);
  }

  #isLabel() {
    return this.#walk.peek()?.kind === "name" && this.#walk.peek(1)?.text === ":";
  }

  /** @param {number[]} scope */
  #if(scope) {
    this.#headed(scope);
    if (this.#walk.peek()?.text !== "else") return;
    this.#walk.next();
    this.#sub(scope);
  }

  /** A keyword, a parenthesis and a statement. @param {number[]} scope */
  #headed(scope) {
    const loop = this.#walk.next()?.text === "while";
    const open = this.#walk.peek();
    if (loop && open !== undefined) this.#insertions.put(open.to, `${this.#call(open.line, scope)},`);
    this.#walk.passParenthesis();
    this.#sub(scope);
  }

  /** @param {number[]} scope */
  #for(scope) {
    this.#walk.next();
    const from = this.#walk.at + 1;
    const first = this.#walk.slice(from, endOfStatement(this.#tokens, from));
    const made = this.#declare(variables(first, this.#types), this.#function);
    this.#walk.passParenthesis();
    this.#sub([...scope, ...made], made);
  }

  /** @param {number[]} scope */
  #do(scope) {
    this.#walk.next();
    this.#sub(scope);
    this.#walk.next();
    this.#walk.passParenthesis();
    this.#walk.next();
  }

  /** A statement that belongs to another one gets braces. @param {number[]} scope @param {number[]} [made] */
  #sub(scope, made = []) {
    if (this.#walk.peek()?.text === "{") return this.#block(scope, made);
    const first = this.#walk.peek();
    if (first === undefined) return;
    this.#insertions.put(first.from, `{${made.map((id) => this.#see(id)).join("")}`);
    this.#statement([...scope]);
    this.#insertions.put(this.#walk.peek(-1)?.to ?? first.to, "}");
  }

  /** @param {number[]} scope */
  #simple(scope) {
    const walk = this.#walk;
    const from = walk.at;
    walk.at = endOfStatement(this.#tokens, from);
    const made = this.#declare(variables(walk.slice(from, walk.at), this.#types), this.#function);
    const end = this.#walk.next();
    if (end?.text === "}") walk.at--;
    scope.push(...made);
    if (end !== undefined) this.#insertions.put(end.to, made.map((id) => this.#see(id)).join(""));
  }

  /** @param {Variable[]} made @param {string | null} owner  Its function. @returns {number[]} */
  #declare(made, owner) {
    return made.map((variable) => this.variables.push({ ...variable, function: owner }) - 1);
  }

  /** @param {number[]} scope */
  #step(scope) {
    const token = this.#walk.peek();
    if (token !== undefined) this.#insertions.put(token.from, `${this.#call(token.line, scope)};`);
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
}

/** What is between the parenthesis at `open` and its end. @param {Token[]} all @param {number} open */
function inside(all, open) {
  let depth = 0;
  const end = all.findIndex(({ text }, i) => i >= open && (text === "(" ? !++depth : text === ")" && --depth === 0));
  return all.slice(open + 1, end);
}
