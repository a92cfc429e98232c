/** What is asked of the edge, and who gets a deployment's token. */

import assert from "node:assert/strict";
import { test } from "node:test";
import { deploy, ownedOf } from "../src/deploy.js";
import { ApiError } from "../src/http.js";
import { readServers } from "../src/workbench/deploy/servers.js";
import { chosenFor, differs, wishesOf } from "../src/workbench/deploy/wishes.js";

/** @type {Map<string, string>} */
const kept = new Map();
globalThis.localStorage = /** @type {any} */ ({
  getItem: (/** @type {string} */ key) => kept.get(key) ?? null,
  setItem: (/** @type {string} */ key, /** @type {string} */ value) => kept.set(key, value),
  removeItem: (/** @type {string} */ key) => kept.delete(key),
});

const SERVERS = /** @type {const} */ ([
  ["api.example.org:443", "api.example.org:443"],
  ["api.example.org", "api.example.org:443"],
  ["https://API.example.org/plants?fern", "api.example.org:443"],
  ["http://api.example.org/plants", "api.example.org:80"],
  ["http://fern.localhost:8081/", "fern.localhost:8081"],
  ["bücher.example:8080", "xn--bcher-kva.example:8080"],
  ["[::1]:8080", "[::1]:8080"],
  ["127.1:80", "127.0.0.1:80"],
]);

for (const [given, server] of SERVERS) {
  test(`${given} is the server ${server}`, () => {
    assert.deepEqual(readServers(`  ${given}\n\n`), { servers: [server], wrong: null });
  });
}

for (const given of ["ftp://api.example.org", "a server", "api.example.org:0", "me@api.example.org", "api.example.org:70000", "*.example.org"]) {
  test(`${given} is no server`, () => {
    assert.deepEqual(readServers(`api.example.org\n${given}`), { servers: ["api.example.org:443"], wrong: given });
  });
}

/** @param {object} [more] @returns {any} */
function project(more) {
  return { original: { key: "c/hello", ...more } };
}

test("a project wants what its author asked for, until the learner has chosen", () => {
  const grants = { kv: true, fetch: ["api.example.org:443"] };
  assert.deepEqual(chosenFor(project()), { kv: false, fetching: false, fetch: [], ttl: null });
  assert.deepEqual(chosenFor(project({ grants })), { kv: true, fetching: true, fetch: ["api.example.org:443"], ttl: null });
  kept.set("wardian:1:permissions:c/hello", JSON.stringify({ kv: false, fetching: false, fetch: [], ttl: 900 }));
  assert.equal(chosenFor(project({ grants })).ttl, 900);
  kept.set("wardian:1:permissions:c/hello", JSON.stringify({ kv: "yes" }));
  assert.equal(chosenFor(project({ grants })).kv, true);
});

test("servers that are listed but not ticked are not asked for", () => {
  const chosen = { kv: false, fetching: false, fetch: ["api.example.org:443"], ttl: null };
  assert.deepEqual(wishesOf(chosen, {}), { grants: { kv: false, fetch: [] }, secrets: {} });
  assert.deepEqual(wishesOf({ ...chosen, fetching: true, ttl: 60 }, { KEY: null }).grants?.fetch, ["api.example.org:443"]);
  const deployment = /** @type {any} */ ({ grants: { kv: false, fetch: [], secrets: [] } });
  assert.equal(differs(chosen, deployment), false);
  assert.equal(differs({ ...chosen, fetching: true }, deployment), true);
});

/** @param {string} runner @param {number} [refusal]  The status of every swap. */
function runner(runner, refusal) {
  /** @type {string[]} */
  const asked = [];
  const calls = {
    runner,
    asked,
    create: async () => (asked.push("create"), { name: `fern-${asked.length}`, token: `secret-${asked.length}` }),
    swap: async (/** @type {string} */ name, /** @type {string} */ token) => {
      asked.push(`swap ${name} ${token}`);
      if (refusal !== undefined) throw new ApiError(refusal, "no");
      return { name };
    },
  };
  return /** @type {any} */ (calls);
}

const signal = new AbortController().signal;

test("a project is swapped in place, and its token goes to no other runner", async () => {
  const ours = runner("");
  await deploy(ours, "c/swap", { build: "1" }, signal);
  await deploy(ours, "c/swap", { build: "2" }, signal);
  assert.deepEqual(ours.asked, ["create", "swap fern-1 secret-1"]);
  const other = runner("https://elsewhere.example");
  assert.equal(ownedOf("c/swap", other.runner), null);
  await deploy(other, "c/swap", { build: "2" }, signal);
  assert.deepEqual(other.asked, ["create"]);
});

for (const [refusal, then] of /** @type {const} */ ([[404, "create"], [401, "create"], [409, null], [422, null]])) {
  test(`a swap that is refused with ${refusal} ${then === null ? "is told, and the token kept" : "makes another deployment"}`, async () => {
    await deploy(runner(""), "c/lost", { build: "1" }, signal);
    const refusing = runner("", refusal);
    const again = deploy(refusing, "c/lost", { build: "2" }, signal);
    if (then === null) await assert.rejects(again, ApiError);
    else await again;
    assert.equal(refusing.asked.at(-1), then ?? "swap fern-1 secret-1");
    assert.notEqual(ownedOf("c/lost", ""), null);
    kept.clear();
  });
}
