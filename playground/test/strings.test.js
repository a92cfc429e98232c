import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { test } from "node:test";
import { en } from "../src/strings/en/index.js";
import { zhTw } from "../src/strings/zh-tw/index.js";

const SOURCES = new URL("../src/", import.meta.url);

/** Names that are the same in every language, and what writes numbers and dates by Intl. */
const ALIKE = /^(number|when|memory\.sentence|compare\.builds\.profiles\..*|projects\.(when|pixels|lines)|settings\.keymaps\.(vim|emacs|vscode)|.*\.\w*[wW]asm|editing\.phrases\..*)$/;

/** Every text and every function that makes one, by its path. @param {unknown} held @param {string} path @returns {[string, string | Function][]} */
function leaves(held, path = "") {
  if (typeof held === "string" || typeof held === "function") return [[path, held]];
  return Object.entries(held ?? {}).flatMap(([key, inner]) => leaves(inner, path === "" ? key : `${path}.${key}`));
}

/** @param {string} path @returns {boolean} */
const phrase = (path) => path.startsWith("editing.phrases.");

test("both languages have the same texts", () => {
  const paths = (/** @type {object} */ strings) => leaves(strings).map(([path]) => path).filter((path) => !phrase(path)).sort();
  assert.deepEqual(paths(zhTw), paths(en));
});

test("every text in Chinese is Chinese", () => {
  const english = leaves(zhTw).filter(([path, text]) => !ALIKE.test(path) && String(text) !== "" && !/\p{Script=Han}/u.test(String(text)));
  assert.deepEqual(english.map(([path, text]) => `${path}: ${text}`), []);
});

test("no text is in simplified characters", () => {
  const simplified = /[们这个为时错误认编译运输设启动关闭语]/u;
  const common = new Set([..."個為時錯誤認編譯運輸設啟動關閉語個這們"]);
  const found = leaves(zhTw).filter(([, text]) => [...String(text)].some((sign) => simplified.test(sign) && !common.has(sign)));
  assert.deepEqual(found.map(([path]) => path), []);
});

/** What shows a text or speaks it: a property, an attribute, the content of an element. */
const SHOWN = [
  /\b(?:textContent|innerText|title|ariaLabel|ariaDescription|ariaValueText|placeholder|alt|label|caption)\s*[:=]\s*(["'`])([^"'`]*)\1/g,
  /setAttribute\("(?:aria-label|title|placeholder|alt)",\s*(["'`])([^"'`]*)\1/g,
  /\b(?:aria-label|title|placeholder|alt)=(")([^"]*)"/g,
  /\b(?:button|note|row|showDialog\(\w+)\(\s*(["'`])([^"'`]*)\1/g,
  /\.(?:append|replaceChildren|failure|result|remark|notice|add)\(\s*(["'`])([^"'`]*)\1/g,
  /new (?:Option|CannotBuild|Unanswered)\(\s*(["'`])([^"'`]*)\1/g,
  /<(?:button|span|p|label|h\d|summary|legend|small|th|option)\b[^>]*(>)([^<$]*)</g,
];

/** What is code in every language. */
const CODE = new Set(["Content-Type: application/json"]);

test("no part of the playground has texts of its own", () => {
  const own = readdirSync(SOURCES, { recursive: true, encoding: "utf8" })
    .filter((path) => path.endsWith(".js") && !/^(strings|labs|languages|service-worker)\//.test(path))
    .flatMap((path) => {
      const code = readFileSync(new URL(path, SOURCES), "utf8").replace(/\/\*\*?[\s\S]*?\*\//g, "");
      return SHOWN.flatMap((pattern) => [...code.matchAll(pattern)])
        .map(([, , text = ""]) => text.replace(/\$\{[^}]*\}/g, "").trim())
        .filter((text) => /\p{L}{2,}/u.test(text) && !CODE.has(text))
        .map((text) => `${path}: ${text}`);
    });
  assert.deepEqual(own, []);
});
