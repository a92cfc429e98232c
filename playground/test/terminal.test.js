import assert from "node:assert/strict";
import { test } from "node:test";

import { PLAIN, dipped } from "../src/terminal/pen.js";
import { BLOCK, Screen } from "../src/terminal/screen.js";
import { Tokens } from "../src/terminal/tokens.js";

const MARK = { kind: "stdout", pen: PLAIN };

/** What a terminal shows after these pieces, and how many lines have settled. @param {...string} pieces */
function shown(...pieces) {
  const tokens = new Tokens();
  /** @type {string[]} */
  let settled = [];
  const text = (/** @type {import("../src/terminal/line.js").Line} */ { pieces }) => pieces.map((piece) => piece.text).join("");
  const screen = new Screen((lines) => settled.push(...lines.map(text)), () => (settled = []));
  for (const piece of pieces) for (const token of tokens.read(piece)) screen.take(token, MARK);
  return [...settled, ...screen.lines.map(text)].join("\n");
}

/** @type {[what: string, pieces: string[], after: string][]} */
const SCREENS = [
  ["a carriage return goes back over the line", ["10 %\r100 %"], "100 %"],
  ["a shorter text leaves the rest", ["abcdef\rxy"], "xycdef"],
  ["erase to the line's end", ["abcdef\rxy\x1b[K"], "xy"],
  ["Windows' line ends", ["one\r\ntwo\r\n"], "one\ntwo\n"],
  ["a backspace goes back by one", ["abc\b\bX"], "aXc"],
  ["a backspace stays in its line", ["\b\b\ba"], "a"],
  ["a tab goes to the next eighth column", ["a\tb\t\tc"], "a       b               c"],
  ["a bell and other controls show nothing", ["a\x07b\x00c\x7f\x85d"], "abcd"],
  ["the screen is cleared", ["old\nolder\x1b[2J\x1b[Hnew"], "new"],
  ["lines above are written anew", ["1\n2\n3\x1b[2A\rX\x1b[2B\rZ"], "X\n2\nZ"],
  ["a place on the screen", ["\x1b[2;3Hx"], "\n  x"],
  ["a window's title is no text", ["\x1b]0;title\x07a\x1b]8;;http://x/\x1b\\b"], "ab"],
  ["a title that never ends is cut off by the line's end", ["\x1b]0;abc\nd"], "\nd"],
  ["a sequence in two pieces", ["a\x1b[3", "1mb\x1b", "[0mc"], "abc"],
  ["sequences that mean nothing here", ["a\x1b[?25lb\x1b(Bc\x1b=d\x1b[5ie"], "abcde"],
  ["far to the right, but not for ever", ["\x1b[99999999Cx"], `${" ".repeat(1000)}x`],
];

for (const [what, pieces, after] of SCREENS) {
  test(what, () => assert.equal(shown(...pieces), after));
}

test("no number in a sequence takes much room", () => {
  const rows = shown("\x1b[999999999;999999999H.\x1b[999999999B.").split("\n");
  assert.equal(rows.length, BLOCK);
});

test("a line without end goes on in the next row, and settles as others do", () => {
  const text = "\u{1f642}x".repeat(400_000);
  const rows = shown(text).split("\n");
  assert.equal(rows.join(""), text);
  assert.ok(rows.every((row) => row.length <= 1025 && !/[\ud800-\udbff]$/.test(row)));
});

test("many colours in a line without end do not stay where they can still change", () => {
  const tokens = new Tokens();
  const screen = new Screen(() => {}, () => {});
  let most = 0;
  for (let at = 0; at < 100_000; at++) {
    for (const token of tokens.read("x")) screen.take(token, { kind: "stdout", pen: { ...PLAIN, front: at % 8 } });
    most = Math.max(most, screen.lines.reduce((sum, { pieces }) => sum + pieces.length, 0));
  }
  assert.ok(most < 20_000, String(most));
});

test("many lines settle in order", () => {
  const lines = Array.from({ length: 1234 }, (_, number) => `line ${number}`);
  assert.equal(shown(...lines.map((line) => `${line}\n`)), `${lines.join("\n")}\n`);
});

test("pieces that are cut anywhere make the same screen", () => {
  const whole = "a\x1b[31mred\x1b[0m\r\n\x1b]0;t\x07x\x1b[2K\rY\tz\b\b!";
  for (let at = 0; at <= whole.length; at++) assert.equal(shown(whole.slice(0, at), whole.slice(at)), shown(whole));
});

/** @type {[parameters: string, after: Partial<import("../src/terminal/pen.js").Pen>][]} */
const PENS = [
  ["1;31", { bold: true, front: 1 }],
  ["94;107", { front: 12, back: 15 }],
  ["38;5;9", { front: 9 }],
  ["38;5;196", { front: "rgb(255 0 0)" }],
  ["48;5;244", { back: "rgb(128 128 128)" }],
  ["38;2;1;2;3;4", { front: "rgb(1 2 3)", underline: true }],
  ["38:2::1:2:3", { front: "rgb(1 2 3)" }],
  ["38;2;1;2;300", {}],
  ["38;5", {}],
  ["999;31", { front: 1 }],
  ["31;", {}],
  ["", {}],
  ["1;2;3;4;7;9", { bold: true, dim: true, italic: true, underline: true, inverse: true, struck: true }],
  ["1;4;22;24", {}],
];

for (const [parameters, after] of PENS) {
  test(`ESC [${parameters}m`, () => assert.deepEqual(dipped(PLAIN, parameters), { ...PLAIN, ...after }));
}
