import assert from "node:assert/strict";
import { test } from "node:test";
import { withoutAssets } from "../src/assets.js";
import { python } from "../src/languages/python.js";

const FILES = { "main.py": "pass", "assets/x.py": "(", "assets/a/b.css": "", "my-assets/y.py": "pass", "assets.py": "" };
const SOURCES = { "main.py": "pass", "my-assets/y.py": "pass", "assets.py": "" };

test("files under assets/ are for visitors alone", () => {
  assert.deepEqual(withoutAssets(FILES), SOURCES);
});

test("a Python program in the page does not see them, as on the edge", async () => {
  const program = await python.program(FILES, () => Promise.reject(new Error("nothing is built")));
  assert.deepEqual(program, { runtime: "python", files: SOURCES });
});
