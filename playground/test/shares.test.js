import assert from "node:assert/strict";
import { test } from "node:test";
import { deflateRawSync } from "node:zlib";
import { NotOpened } from "../src/not-opened.js";
import { Project } from "../src/project.js";
import { MOST_LINK } from "../src/shares/format.js";
import { originalIn } from "../src/shares/opened.js";
import { payloadOf } from "../src/shares/payload.js";

/** @import {Original} from "../src/project.js" */

/** @type {Original} */
const ORIGINAL = {
  key: "own/x",
  language: "c",
  title: "A \"title\" & 標題",
  description: "Says what it does.",
  kind: "interactive",
  files: { "main.c": "int main(void) {}\n", "a/b.h": "é\n" },
  binary: { "data/x.bin": Uint8Array.of(0, 255) },
  run: { args: ["--fast"], stdin: "1\n", env: { B: "2", A: "1" } },
  grants: { fetch: ["example.org:443"], kv: true },
};

/** @param {unknown} said */
function packed(said) {
  const text = typeof said === "string" ? said : JSON.stringify(said);
  return `1${deflateRawSync(text).toString("base64url")}`;
}

const HELLO = { language: "c", title: "Hello", files: [["main.c", "int main(void) {}\n"]] };

test("a link holds the whole project but what it would be granted", async () => {
  const { key, ...opened } = await originalIn(payloadOf(new Project(ORIGINAL, null)));
  const { key: _, grants: __, ...whole } = ORIGINAL;
  assert.deepEqual(opened, whole);
  assert.match(key, /^link\/[0-9a-f]{8}$/);
});

test("the same project gives the same link, in whatever order its parts were made", () => {
  const files = Object.fromEntries(Object.entries(ORIGINAL.files).reverse());
  const run = { env: { A: "1", B: "2" }, stdin: "1\n", args: ["--fast"] };
  const other = { ...ORIGINAL, key: "own/y", run, files };
  assert.equal(payloadOf(new Project(other, null)), payloadOf(new Project(ORIGINAL, null)));
  assert.notEqual(payloadOf(new Project({ ...other, title: "B" }, null)), payloadOf(new Project(ORIGINAL, null)));
});

test("a link has only characters that an address may have as they are", () => {
  assert.match(payloadOf(new Project(ORIGINAL, null)), /^1[\w-]+$/);
});

test("a link that was cut says that it is broken", async () => {
  const payload = payloadOf(new Project(ORIGINAL, null));
  for (const cut of ["", "1", payload.slice(0, -10), `2${payload.slice(1)}`, "1!!!", "1AAAA"]) {
    await assert.rejects(originalIn(cut), /broken/);
  }
});

test("what unpacks to more than a project may have is not unpacked", async () => {
  const bomb = packed(" ".repeat(5 * 2 ** 20));
  assert.ok(bomb.length < MOST_LINK);
  await assert.rejects(originalIn(bomb), /larger than 4 MiB/);
  await assert.rejects(originalIn(packed({ ...HELLO, files: [["main.c", " ".repeat(2 ** 20 + 1)]] })), /1.0 MiB/);
});

test("a link that is too long is not even read", async () => {
  await assert.rejects(originalIn("1".padEnd(MOST_LINK + 1, "A")), /8,193 characters/);
});

test("names that objects have of themselves change nothing", async () => {
  for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
    await assert.rejects(originalIn(packed({ ...HELLO, files: [["main.c", ""], [name, "polluted"]] })), NotOpened);
    await assert.rejects(originalIn(packed({ ...HELLO, env: [[name, "polluted"]] })), NotOpened);
  }
  const polluted = packed(`{"__proto__":{"polluted":true},"language":"c","title":"x","files":[["main.c",""]]}`);
  assert.equal(/** @type {any} */ (await originalIn(polluted)).polluted, undefined);
  assert.equal(/** @type {any} */ ({}).polluted, undefined);
});

test("a file that is no project's is named", async () => {
  for (const path of ["../main.c", "/etc/passwd", "a//b", "a\\b", "a\u202egnp.exe", "-rf"]) {
    await assert.rejects(originalIn(packed({ ...HELLO, files: [["main.c", ""], [path, ""]] })), /was not opened\./);
  }
});

test("what is no project is refused in words", async () => {
  const wrong = [null, [], "x", { ...HELLO, language: "cobol" }, { ...HELLO, language: "__proto__" }, { ...HELLO, files: {} }, { ...HELLO, files: [["x.c", ""]] }];
  const pairs = [["main.c"], ["main.c", 1], [1, "x"], "main.c", null].map((pair) => ({ ...HELLO, files: [pair] }));
  const twice = { ...HELLO, files: [["main.c", "a"], ["main.c", "b"]] };
  for (const said of [...wrong, ...pairs, twice, { ...HELLO, binary: [["x", "?"]] }]) await assert.rejects(originalIn(packed(said)), NotOpened);
});

test("names and descriptions are one line of what can be seen", async () => {
  const { title, description, kind } = await originalIn(packed({ ...HELLO, title: "a\u202e\u0000b\n\u200bc".padEnd(500, "x"), description: 1, kind: "constructor" }));
  assert.match(title, /^a b cx+$/);
  assert.equal(title.length, 120);
  assert.deepEqual([description, kind], ["", "console"]);
});
