import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { LIBRARY } from "../src/languages/c-names.js";
import { EDGE as python } from "../src/languages/python-names.js";
import { EDGE as rust } from "../src/languages/rust-names.js";

const RUNNER = new URL("../../runner/wardian/", import.meta.url);

/** @param {string} path @param {RegExp} name */
function namesIn(path, name) {
  const text = readFileSync(new URL(path, RUNNER), "utf8");
  return [...text.matchAll(name)].map(([, found = ""]) => found);
}

/** @param {string} completed @param {string[]} there */
function same(completed, there) {
  assert.deepEqual(completed.trim().split(/\s+/).sort(), [...new Set(there)].sort());
}

test("everything that edge.h offers is completed", () => {
  const functions = namesIn("toolchains/edge/edge.h", /^static inline .*?\b(edge_\w+)\(|^#define (?:edge_\w+)\(/gm);
  const made = namesIn("toolchains/edge/edge.h", /^#define (edge_\w+)\(|^} (edge_\w+);/gm);
  const codes = namesIn("toolchains/edge/edge.h", /^ {2}(EDGE_\w+) = -/gm);
  const own = /_(request|head|body)$/;
  const internal = (/** @type {string} */ name) => own.test(name) && !["edge_head"].includes(name);
  const wanted = [...functions, ...made].filter((name) => name !== "" && !internal(name));
  same(LIBRARY["edge.h"] ?? "", [...wanted, ...codes, "edge_request", "edge_response"]);
});

test("everything that Rust's edge module offers is completed", () => {
  same(rust, [...namesIn("toolchains/edge/lib.rs", /^pub (?:fn|struct|enum|type) (\w+)/gm)]);
});

test("everything that Python's edge package offers is completed", () => {
  same(python, namesIn("edge/python/guest/edge/__init__.py", /^ {4}"(\w+)",$/gm));
});
