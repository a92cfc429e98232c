import assert from "node:assert/strict";
import { test } from "node:test";
import { foldersOf, moved, movesOf, withFile, withFolder, without } from "../src/projects/changes.js";

const CONTENT = { files: { "main.c": "", "lib/a.h": "a", "lib/deep/b.h": "b" }, binary: { "lib/c.bin": Uint8Array.of(1) }, folders: ["empty"] };

test("a folder moves with all that is in it", () => {
  const { files, binary } = moved(CONTENT, "lib", "src/lib");
  assert.deepEqual(Object.keys(files), ["main.c", "src/lib/a.h", "src/lib/deep/b.h"]);
  assert.deepEqual(Object.keys(binary), ["src/lib/c.bin"]);
  assert.deepEqual(movesOf(CONTENT, "lib", "src/lib")["lib/a.h"], "src/lib/a.h");
});

test("a folder whose last file goes stays as an empty one", () => {
  const { folders } = without(without(CONTENT, "lib/deep/b.h"), "lib/deep");
  assert.deepEqual(folders, ["empty"]);
  assert.deepEqual(without(CONTENT, "lib/deep/b.h").folders, ["empty", "lib/deep"]);
});

test("a file takes the place of an empty folder's emptiness", () => {
  assert.deepEqual(withFile(CONTENT, "empty/x.h", "").folders, []);
  assert.deepEqual(foldersOf(withFolder(CONTENT, "one/two")), ["empty", "lib", "lib/deep", "one", "one/two"]);
});

test("text that becomes bytes is no text any more", () => {
  const { files, binary } = withFile(CONTENT, "lib/a.h", Uint8Array.of(255));
  assert.equal("lib/a.h" in files, false);
  assert.deepEqual(binary["lib/a.h"], Uint8Array.of(255));
});
