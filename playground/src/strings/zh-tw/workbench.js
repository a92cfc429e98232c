/** @type {typeof import("../en/workbench.js").workbench} */
export const workbench = {
  playground: "程式練習場",
  views: "結果的檢視",
  output: "輸出",
  divider: "程式碼與結果之間的分隔線",
  close: "關閉",
  side: "專案的檔案",
  showSide: "檔案",
  commands: {
    run: "建置並在這個瀏覽器中執行",
    stop: "停止程式或建置",
    deploy: "建置並放上邊緣",
    share: "產生這個程式的連結",
    reset: "回到原本的程式",
    divider: "讓分隔線回到原位",
    side: "顯示或隱藏檔案",
  },
};
