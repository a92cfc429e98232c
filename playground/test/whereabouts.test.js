import assert from "node:assert/strict";
import { test } from "node:test";

import { whereabouts } from "../src/whereabouts.js";

const paths = ["main.py", "fern.py", "main.rs"];
const artifact = () => Promise.reject(new Error("nobody asked for it"));

/** @param {string} errors */
const placeOf = (errors) => whereabouts({ how: "exited", code: 1 }, { errors, paths, artifact });

test("a traceback leads to its last line in a file of the project", async () => {
  const errors = 'Traceback:\n  File "main.py", line 9, in <module>\n  File "/project/fern.py", line 2, in grow\n  File "/lib/json.py", line 5\n';
  assert.deepEqual(await placeOf(errors), { file: "fern.py", line: 2, column: 1 });
});

test("a panic leads to its place", async () => {
  assert.deepEqual(await placeOf("thread 'main' panicked at src/main.rs:3:20:\n"), { file: "main.rs", line: 3, column: 20 });
});

test("an end that says nothing leads nowhere, and neither does a good one", async () => {
  assert.equal(await placeOf("sorry\n"), null);
  assert.equal(await whereabouts({ how: "exited", code: 0 }, { errors: 'File "main.py", line 1', paths, artifact }), null);
});
