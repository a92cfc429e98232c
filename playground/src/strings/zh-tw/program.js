/** @type {typeof import("../en/program.js").program} */
export const program = {
  title: "程式",
  about: "程式在這個瀏覽器中啟動時得到的東西。會隨專案保存。",
  args: "引數，一行一個",
  env: "環境變數，一行一個 NAME=value",
  stdin: "一開始就有的輸入",
  ended: "之後沒有其他輸入",
  notVariable: (line) => `「${line}」不是環境變數。請寫成像「LANG=en」這樣。`,
  restore: "回到作者的設定",
};
