/** @type {typeof import("../en/palette.js").palette} */
export const palette = {
  open: "所有指令",
  search: "你想做什麼？",
  found: (count) => (count === 0 ? "沒有這個名稱的指令。" : `${count} 個指令`),
  keys: "按鍵",
  keysHint: "沒有按鍵的指令，可以在「所有指令」中以名稱找到。",
  everywhere: "在整個練習場",
  within: "在程式碼中",
  byName: "以名稱尋找",
  places: "其他地方",
  others: {
    Tab: "前往下一個控制項",
    "Esc Tab": "離開程式碼",
    "← →": "在分頁標籤之間移動；焦點在分隔線上時移動分隔線",
    Delete: "關閉焦點所在的標籤，或刪除焦點所在的檔案",
    F2: "重新命名焦點所在的檔案",
    Enter: "送出一行輸入，或開啟焦點所在的項目",
    Esc: "關閉對話框",
  },
};
