import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseRunner } from "../src/backend/choice.js";

/** @param {Record<string, string>} [stored] */
function visit(stored = {}) {
  const map = new Map(Object.entries(stored));
  return {
    getItem: (/** @type {string} */ key) => map.get(key) ?? null,
    setItem: (/** @type {string} */ key, /** @type {string} */ value) => void map.set(key, value),
  };
}

const none = async () => ({ runner: null });
const here = async () => ({ runner: "" });

test("a site without a runner has none", async () => {
  assert.equal(await chooseRunner("", visit(), none), null);
  assert.equal(await chooseRunner("", visit(), async () => null), null);
});

test("a site may name its runner", async () => {
  assert.equal(await chooseRunner("", visit(), here), "");
  assert.equal(await chooseRunner("", visit(), async () => ({ runner: "https://run.example/w/" })), "https://run.example/w");
});

test("the address names a runner for the whole visit", async () => {
  const kept = visit();
  assert.equal(await chooseRunner("?runner=http://other.example:8080/", kept, here), "http://other.example:8080");
  assert.equal(await chooseRunner("", kept, here), "http://other.example:8080");
});

test("what is no web address is no runner", async () => {
  for (const text of ["javascript:alert(1)", "data:,x", "runner", ""]) {
    assert.equal(await chooseRunner(`?runner=${encodeURIComponent(text)}`, visit(), none), null);
  }
});

test("a browser that refuses storage still takes the address's", async () => {
  assert.equal(await chooseRunner("?runner=https://run.example", null, none), "https://run.example");
});
