import assert from "node:assert/strict";
import { test } from "node:test";

import { kindOf } from "../src/rendered/kind.js";
import { NoPicture, pictureAt } from "../src/rendered/netpbm.js";

/** @param {string} text  As Latin-1. */
const bytes = (text) => Uint8Array.from(text, (character) => character.charCodeAt(0));

/** @type {[output: string, type: string | null | undefined][]} */
const KINDS = [
  ["Content-Type: text/html\n\n<p>", "html"],
  ["Status: 200 OK\r\ncontent-type: image/svg+xml; charset=utf-8\r\n\r\n<svg>", "image"],
  ["Content-Type: text/plain\n\nhi", null],
  ["Content-Type: text/ht", undefined],
  ["Name: fern\nHeight: 30\n\nmore", null],
  ["\x89PNG\r\n\x1a\n....", "image"],
  ["\x89PN", undefined],
  ["\xff\xd8\xff\xe0", "image"],
  ["P6\n# by hand\n2 2\n255\n", "netpbm"],
  ["P6 is a format\n", undefined],
  ["Hello, world", null],
  ["Guess a number: ", undefined],
  ["", undefined],
];

for (const [output, type] of KINDS) {
  test(`${JSON.stringify(output)} begins ${type}`, () => assert.equal(kindOf(bytes(output), false)?.type ?? kindOf(bytes(output), false), type));
}

test("what could have become something is text in the end", () => {
  for (const [output, type] of KINDS) if (type === undefined) assert.equal(kindOf(bytes(output), true), null);
});

/** @type {[what: string, file: string, pixels: number[]][]} */
const PICTURES = [
  ["plain PBM", "P1\n2 1\n1 0\n", [0, 255]],
  ["plain PGM", "P2 2 1 10 0 10 ", [0, 255]],
  ["raw PBM", "P4\n9 1\n\x80\x00", [0, ...Array(8).fill(255)]],
  ["raw PGM", "P5\n2 1\n255\n\x00\x7f", [0, 127]],
  ["16-bit PGM", "P5\n1 1\n65535\n\xff\xff", [255]],
];

for (const [what, file, pixels] of PICTURES) {
  test(what, () => {
    const picture = pictureAt(bytes(file), 0);
    assert.deepEqual(picture && [...picture.pixels].filter((_, at) => at % 4 === 0), pixels);
  });
}

test("a film's pictures follow each other", () => {
  const film = bytes("P6\n1 1\n255\nabcP6\n1 1\n255\ndefP6\n1 1\n255\ng");
  const first = pictureAt(film, 0);
  const second = pictureAt(film, first?.end ?? 0);
  assert.deepEqual([...(second?.pixels ?? [])], [...bytes("def"), 255]);
  assert.equal(pictureAt(film, second?.end ?? 0), null);
});

test("what is no picture, or a monstrous one, is refused", () => {
  assert.throws(() => pictureAt(bytes("P6\n99999 99999\n255\n"), 0), NoPicture);
  assert.throws(() => pictureAt(bytes("P6\n0 1\n255\n"), 0), NoPicture);
  assert.throws(() => pictureAt(bytes("x".repeat(2000)), 0), NoPicture);
});
