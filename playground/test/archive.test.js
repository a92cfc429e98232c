import assert from "node:assert/strict";
import { test } from "node:test";
import { NoProject, pack, projectOf, unpack } from "../src/projects/archive.js";
import { Project } from "../src/project.js";

const ORIGINAL = {
  key: "own/x",
  language: "c",
  title: "A \"title\", with quotes",
  description: "",
  kind: /** @type {const} */ ("interactive"),
  files: { "main.c": "int main(void) {}\n" },
  binary: { "data/x.bin": Uint8Array.of(0, 255) },
  run: { args: ["--fast"], stdin: "1\n", env: { NAME: "é" } },
};

test("what is packed comes back, with how it is started", () => {
  const back = projectOf(unpack(pack(new Project(ORIGINAL, null))), "archive");
  assert.deepEqual({ ...back, binary: { "data/x.bin": Uint8Array.from(back.binary?.["data/x.bin"] ?? []) } }, { ...ORIGINAL, key: "" });
});

test("the same project is the same archive", () => {
  assert.deepEqual(pack(new Project(ORIGINAL, null)), pack(new Project(ORIGINAL, null)));
});

test("an archive that would unpack to more than a project may have is not unpacked", () => {
  const files = { "main.c": "x".repeat(2 ** 20 + 1) };
  assert.throws(() => unpack(pack(new Project({ ...ORIGINAL, files }, null))), NoProject);
});

test("a folder's hidden files stay behind", () => {
  const bytes = new TextEncoder().encode("int main(void) {}\n");
  const { files } = projectOf([["f/main.c", bytes], ["f/.git/config", bytes], ["f/__pycache__/x.pyc", bytes]], "f");
  assert.deepEqual(Object.keys(files), ["main.c"]);
});
