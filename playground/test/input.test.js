import assert from "node:assert/strict";
import { test } from "node:test";
import { Worker } from "node:worker_threads";

import { GivenInput, InputWriter, MessageInput, giveBy, sharedInput } from "../src/frame/input.js";

const READER = `
import { parentPort, workerData } from "node:worker_threads";
import { SharedInput } from ${JSON.stringify(new URL("../src/frame/input.js", import.meta.url).href)};

const input = new SharedInput(workerData.buffer, () => parentPort.postMessage("want"));
const pieces = [];
for (let piece = input.read(workerData.size); piece.length > 0; piece = input.read(workerData.size)) {
  pieces.push(Buffer.from(piece).toString("latin1"));
}
parentPort.postMessage(pieces);
`;

/**
 * What a worker reads in steps of `size` bytes; `feed` is called each time it finds nothing.
 * @param {{writer: InputWriter, buffer: SharedArrayBuffer}} input @param {number} size @param {() => void} feed @returns {Promise<string[]>}
 */
function readAll({ writer, buffer }, size, feed) {
  const worker = new Worker(new URL(`data:text/javascript,${encodeURIComponent(READER)}`), {
    workerData: { buffer, size },
  });
  return new Promise((resolve, reject) => {
    worker.on("error", reject);
    worker.on("message", (message) => {
      if (Array.isArray(message)) return resolve(message);
      if (writer.want()) feed();
    });
  });
}

function shared() {
  const buffer = sharedInput();
  return { buffer, writer: new InputWriter(giveBy(buffer)) };
}

test("what was written before is read first, then what comes, then the end", async () => {
  const input = shared();
  const { writer } = input;
  writer.write("early\n");
  const later = ["late\n", null];
  const pieces = await readAll(input, 100, () => {
    const text = later.shift();
    if (typeof text === "string") writer.write(text);
    else writer.end();
  });
  assert.deepEqual(pieces, ["early\n", "late\n"]);
});

test("a small read leaves the rest for the next", async () => {
  const input = shared();
  const { writer } = input;
  writer.write("abcde");
  writer.end();
  assert.deepEqual(await readAll(input, 2, () => {}), ["ab", "cd", "e"]);
});

test("more than fits at once arrives whole", async () => {
  const input = shared();
  const { writer } = input;
  const text = "0123456789".repeat(20_000);
  writer.write(text);
  writer.end();
  assert.equal((await readAll(input, 2 ** 20, () => {})).join(""), text);
});

test("nothing is taken after the end", async () => {
  const input = shared();
  const { writer } = input;
  writer.end();
  writer.write("too late");
  assert.deepEqual(await readAll(input, 10, () => {}), []);
});

test("input that was given beforehand ends", () => {
  const input = new GivenInput("ab");
  assert.equal(new TextDecoder().decode(input.read(10)), "ab");
  assert.equal(input.read(10).length, 0);
});

test("a suspended reader gets what was given before, then what comes, then the end", async () => {
  const input = new MessageInput(() => {
    if (writer.want()) later.shift()?.();
  });
  const writer = new InputWriter((bytes) => input.receive(bytes));
  const later = [() => writer.write("late"), () => writer.end()];
  writer.write("early");
  const pieces = [];
  for (let piece = ""; pieces.push(piece) < 10; ) {
    await input.fill();
    piece = new TextDecoder().decode(input.read(3));
    if (piece === "") break;
  }
  assert.deepEqual(pieces, ["", "ear", "ly", "lat", "e"]);
});
