/**
 * How C is compiled here: for the same machine, with the same warnings, checks, stack and memory as a runner does
 * (runner/wardian/toolchains/c.py). A failed check is a trap, for there is no runtime that could put it in words.
 */

const STACK_BYTES = 64 * 1024;
const MAX_MEMORY_BYTES = 256 * 1024 * 1024;
const SYSROOT = "/usr/lib/wasm32-wasip1";

/** Where edge.h is, beside a project's files. */
export const HEADERS = ".wardian";

const COMPILE = [
  ...["--target=wasm32-wasip1", "-std=gnu23", "-Wall", "-Wextra", "-Wno-unused-parameter", "-iquote", "."],
  ...["-isystem", HEADERS],
  ...["-ferror-limit=50", "-fbracket-depth=256", "-fconstexpr-steps=1000000", "-fmacro-backtrace-limit=3"],
  ...["-fno-color-diagnostics", "-fdiagnostics-parseable-fixits", "-fdiagnostics-print-source-range-info"],
  "-fno-crash-diagnostics",
];

const PROFILES = {
  debug: ["-O1", "-g", "-fsanitize=undefined", "-fno-sanitize=function,vptr", "-fsanitize-trap=undefined"],
  release: ["-O2"],
};

/** @param {string} source @param {"debug" | "release"} profile */
export function compileArgs(source, profile) {
  return [...COMPILE, ...PROFILES[profile], "-c", "-o", objectOf(source), "--", source];
}

/** @param {string[]} sources @param {string} output */
export function linkArgs(sources, output) {
  return [
    ...["--stack-first", "-z", `stack-size=${STACK_BYTES}`, `--max-memory=${MAX_MEMORY_BYTES}`, "--error-limit=50"],
    ...["-o", output, `${SYSROOT}/crt1-command.o`, ...sources.map(objectOf), `-L${SYSROOT}`, "-lc-printscan-long-double", "-lc"],
    "/usr/lib/wasm32-unknown-wasip1/libclang_rt.builtins.a",
  ];
}

/** @param {string} source */
export function objectOf(source) {
  return `${source}.o`;
}
