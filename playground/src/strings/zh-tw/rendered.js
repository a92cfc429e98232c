/** @type {typeof import("../en/rendered.js").rendered} */
export const rendered = {
  ways: "輸出的顯示方式",
  shown: "顯示成果",
  text: "文字",
  picture: "程式輸出的圖片",
  page: "程式輸出的網頁",
  broken: (media) => `這不是完整的 ${media}。選擇「文字」可以看到輸出的內容。`,
};
