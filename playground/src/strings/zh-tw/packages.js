import { all } from "./measures.js";

/** @type {typeof import("../en/packages.js").packages} */
export const packages = {
  unknown: (names, there) => {
    const which = all(names.map((name) => `「${name}」`));
    const offered = there.length === 0 ? "這個網站沒有任何套件。" : `這裡有：${there.join("、")}。`;
    return `這裡沒有套件${which}，只有網站帶來的純 Python 套件。${offered}`;
  },
  words: {
    noFetch:
      "在你的瀏覽器裡，程式不能抓取任何東西。部署到邊緣後，可以從授權過的主機與連接埠抓取：" +
      '在這裡的「權限」勾選，或在 wardian.toml 的 [grants] 之下寫 fetch = ["api.example.org:443"]。',
    noStore: "在你的瀏覽器裡，程式沒有鍵值儲存。部署到邊緣並授權後就有：" +
      "在這裡的「權限」勾選，或在 wardian.toml 的 [grants] 之下寫 kv = true。",
    endless: "事件迴圈會永遠等下去：沒有任何工作能繼續",
    notAsked: "啟動之前沒有載入 NAME。請在 main.py 寫上「# requires: NAME」。",
  },
  ask: (name) => `在程式中加上一行「# requires: ${name}」就會帶來這個套件。`,
};
