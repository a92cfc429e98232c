/** 程式的開始：範例的選擇，以及網址可以指定的內容。 */

/** @type {import("../../strings.js").Strings["start"]} */
export const start = {
  title: "新專案",
  open: "新增…",
  openHint: "從範例開始新的專案",
  search: "搜尋",
  searchHint: "名稱、語言或功能",
  language: "語言",
  kind: "種類",
  every: "全部",
  kinds: { blank: "空白", console: "主控台", handler: "Edge 處理程式", interactive: "互動" },
  promises: {
    blank: "空的程式。",
    console: "印出結果後結束。",
    handler: "在 edge 上回應網頁請求。",
    interactive: "讀取你輸入的內容。",
  },
  found: (count) => `共 ${count} 個可以開始的專案`,
  nothing: "沒有符合的項目。請減少搜尋字詞，或選擇其他語言或種類。",
  noExample: (name) => `沒有名為 ${name} 的範例。範例清單列出了所有範例；先開啟第一個。`,
  noLanguage: (name, known) => `這裡沒有 ${name} 這種語言，只有 ${known.join("、")}。`,
  noProject: "這個瀏覽器裡沒有這個專案。它可能在另一個瀏覽器裡，或已經刪除；現有的專案在你的專案清單裡。",
};
