/** @type {import("../../strings.js").Strings["memory"]} */
export const memory = {
  grid: (label, rows) => `${label}。方向鍵逐位元組移動，Page Up 與 Page Down 一次移動 ${rows} 列。`,
  address: "位址",
  text: "文字",
  names: "名稱",
  place: (hex, decimal, page) => `${hex} 是位址 ${decimal}，在第 ${page} 頁`,
  byteOf: (index, name) => `${name} 的第 ${index} 個位元組`,
  value: (byte) => `值為 ${byte}`,
  justChanged: "剛改變",
  bands: { stack: "堆疊", data: "資料", rest: "清零的資料與堆積" },
  sentence: (parts) => `${parts.join("，")}。`,
};
