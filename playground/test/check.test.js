import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { contentProblem, held, pathProblem } from "../src/projects/check.js";

/** As the runner refuses them: tests/unit/builds/test_check.py. @type {{path: string, says: string}[]} */
const odd = JSON.parse(await readFile(new URL("../../tests/unit/builds/paths.json", import.meta.url), "utf8"));

const content = (/** @type {Record<string, string>} */ files) => ({ files, binary: {}, folders: [] });

for (const { path, says } of odd) {
  test(`${JSON.stringify(path)} is refused in the runner's words`, () => {
    assert.ok(pathProblem(path)?.includes(says), `${pathProblem(path)}`);
  });
}

test("names of all languages will do", () => {
  for (const path of ["main.c", "src/Zürich.h", "數/表.txt", ".hidden"]) assert.equal(pathProblem(path), null);
});

test("a project keeps within the runner's limits", () => {
  assert.equal(contentProblem(content({ "main.c": "" })), null);
  assert.match(contentProblem(content({ "main.c": "é".repeat(2 ** 19 + 1) })) ?? "", /together; a project may have 1\.0 MiB/);
  assert.match(contentProblem(content({ a: "", "a/b": "" })) ?? "", /a is a file of this project/);
});

test("bytes are text when they are UTF-8 without NUL", () => {
  assert.equal(held(new TextEncoder().encode("Grüße\r\n")), "Grüße\r\n");
  assert.ok(held(Uint8Array.of(0x89, 0x50)) instanceof Uint8Array);
  assert.ok(held(Uint8Array.of(0x41, 0)) instanceof Uint8Array);
});
