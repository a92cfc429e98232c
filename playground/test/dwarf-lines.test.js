import assert from "node:assert/strict";
import { test } from "node:test";
import { lineRows } from "../src/dwarf/lines.js";
import { customSection, parseModule } from "../src/wasm/module.js";

/** @import {Command} from "@yowasp/clang" */

/** @type {any} The package's types do not know runClang. */
const yowasp = await import("@yowasp/clang");
/** @type {{runClang: Command, runLLVM: Command}} */
const { runClang, runLLVM } = yowasp;

const FILES = {
  "main.c": '#include "far.h"\nint twice(int n) {\n  return far(n) * 2;\n}\n\n\nint loop(int n) {\n  while (n > 10) n -= twice(n);\n  return n;\n}\n',
  "far.h": `${"\n".repeat(400)}static inline int far(int n) {\n  return n < 0 ? -n : n;\n}\n`,
};

/** Files by name, which are all text or bytes. @param {Record<string, any> | undefined} files @param {string} name @returns {Uint8Array} */
function file(files, name) {
  const found = files?.[name];
  assert.ok(found instanceof Uint8Array);
  return found;
}

for (const version of [4, 5]) {
  test(`the lines of a module with DWARF ${version} are those that LLVM's symbolizer tells`, async () => {
    const flags = ["clang", `-gdwarf-${version}`, "-O1", "-nostdlib", "-Wl,--no-entry,--export-all", "main.c", "-o", "main.wasm"];
    const wasm = file(await runClang(flags, FILES), "main.wasm");
    const module = parseModule(wasm);
    const debugLine = customSection(module, ".debug_line");
    assert.ok(debugLine);
    const rows = lineRows(debugLine, customSection(module, ".debug_line_str"));
    const starts = rows.filter(({ address, end }, index) => !end && rows[index + 1]?.address !== address);
    assert.ok(starts.length > 8);
    assert.deepEqual(starts.map(placeOf), await symbolized(wasm, starts.map(({ address }) => address)));
    assert.deepEqual([...new Set(rows.map(({ file }) => baseOf(file)))].sort(), ["far.h", "main.c"]);
  });
}

/** @param {{file: string, line: number, column: number}} row */
function placeOf({ file, line, column }) {
  return `${baseOf(file)}:${line}:${column}`;
}

/** @param {string} path */
function baseOf(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** @param {Uint8Array} wasm @param {number[]} addresses */
async function symbolized(wasm, addresses) {
  let text = "";
  const stdout = (/** @type {Uint8Array | null} */ bytes) => void (text += new TextDecoder().decode(bytes ?? new Uint8Array()));
  const options = ["--functions=none", "--no-inlines", "--basenames", "--obj=main.wasm"];
  await runLLVM(["symbolizer", ...options, ...addresses.map((address) => `0x${address.toString(16)}`)], { "main.wasm": wasm }, { stdout });
  return text.trim().split(/\s+/);
}
