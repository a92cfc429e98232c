/** Reads what wasm-ld writes into diagnostics that name source files: an object is its source's path and `.o`. */

/** @import {Diagnostic} from "../api.js" */

const UNDEFINED = /^wasm-ld: error: (?<object>.+): undefined symbol: (?<symbol>.+)/;
const DUPLICATE = /^wasm-ld: error: duplicate symbol: (?<symbol>.+)\n>>> defined in (?<first>.+)\n>>> defined in (?<second>.+)/;
const OTHER = /^wasm-ld: (?<kind>error|warning): (?<text>.*)/;
const ALIASES_OF_MAIN = new Set(["__original_main", "__main_void", "__main_argc_argv"]);

/** @type {Omit<Diagnostic, "severity" | "message" | "code">} */
const NOWHERE = {
  ...{ file: null, line: null, column: null, end_line: null, end_column: null },
  ...{ fixes: [], spans: [], notes: [], explanation: null },
};

/** @type {Diagnostic} */
export const NO_MAIN = {
  ...NOWHERE,
  severity: "error",
  message: "The program has no `main` function, which is where a C program starts.",
  file: "main.c",
  line: 1,
  column: 1,
  code: "no-main",
};

/** One diagnostic a problem, however often the linker repeats it. @param {string} log @param {Record<string, string>} files @returns {Diagnostic[]} */
export function readLinker(log, files) {
  /** @type {Map<string, Diagnostic>} */
  const found = new Map();
  for (const block of log.trim().split(/\n(?=wasm-ld: )/)) {
    const diagnostic = diagnosticOf(block, files);
    if (diagnostic !== null) found.set(`${diagnostic.file}:${diagnostic.message}`, diagnostic);
  }
  return [...found.values()];
}

/** @param {string} block @param {Record<string, string>} files @returns {Diagnostic | null} */
function diagnosticOf(block, files) {
  const { object = "", symbol = "" } = UNDEFINED.exec(block)?.groups ?? {};
  if (symbol !== "") {
    const text = `\`${symbol}\` is used here but defined nowhere: neither in a file of this project nor in the C library.`;
    return at(symbol, sourceOf(object), files, text, "undefined-symbol");
  }
  const duplicate = DUPLICATE.exec(block)?.groups;
  if (duplicate !== undefined) return twice(duplicate, files);
  const { kind, text = "" } = OTHER.exec(block)?.groups ?? {};
  if (kind === undefined) return null;
  return { ...NOWHERE, severity: kind === "error" ? "error" : "warning", message: text, code: "linker" };
}

/** @param {Record<string, string>} groups @param {Record<string, string>} files */
function twice({ symbol: name = "", first = "", second = "" }, files) {
  const symbol = ALIASES_OF_MAIN.has(name) ? "main" : name;
  const advice = symbol === "main" ? "A program starts at one `main`." : "Keep one, or make both `static`.";
  const text = `\`${symbol}\` is defined twice: in ${sourceOf(first)} and in ${sourceOf(second)}. ${advice}`;
  return at(symbol, sourceOf(second), files, text, "duplicate-symbol");
}

/** Marks the symbol where the file first names it. @param {string} symbol @param {string} file @param {Record<string, string>} files @param {string} message @param {string} code @returns {Diagnostic} */
function at(symbol, file, files, message, code) {
  /** @type {Diagnostic} */
  const plain = { ...NOWHERE, severity: "error", message, code };
  const lines = (files[file] ?? "").split(/\r\n|\n|\r/);
  const name = new RegExp(`(?<!\\w)${symbol.replace(/\W/g, "\\$&")}(?!\\w)`);
  const index = lines.findIndex((line) => name.test(line));
  if (index === -1) return file in files ? { ...plain, file } : plain;
  const line = index + 1;
  const column = (lines[index] ?? "").search(name) + 1;
  return { ...plain, file, line, column, end_line: line, end_column: column + symbol.length };
}

/** @param {string} object */
function sourceOf(object) {
  return object.replace(/\.o$/, "");
}
