import assert from "node:assert/strict";
import { existsSync, readFileSync } from "node:fs";
import { test } from "node:test";

const SOURCES = new URL("../src/", import.meta.url);

test("what CONTRIBUTING.md says of the front end's files is there", () => {
  const text = readFileSync(new URL("../../CONTRIBUTING.md", import.meta.url), "utf8");
  const [, map = ""] = /## Where things are in the front end\n([\s\S]*?)\n## /.exec(text) ?? [];
  const rows = map.split("\n").filter((line) => line.startsWith("| ") && line.includes("`"));
  assert.ok(rows.length > 10);
  for (const row of rows) {
    let folder = "";
    for (const [, path = ""] of row.matchAll(/`([\w./-]*(?:\/|\.js|\.css))`/g)) {
      const there = existsSync(new URL(path, SOURCES)) || existsSync(new URL(folder + path, SOURCES));
      assert.ok(there, `there is no ${path}: ${row}`);
      if (path.endsWith("/")) folder = path;
    }
  }
});

test("Stop is where the map says", () => {
  const has = (/** @type {string} */ path, /** @type {RegExp} */ what) => assert.match(readFileSync(new URL(path, SOURCES), "utf8"), what);
  has("session.js", /^ {2}(async )?stop\(/m);
  has("runtime.js", /^ {2}(async )?stop\(/m);
  has("frame/run.js", /terminate\(\)/);
});
