import { RUN_KEY } from "../shared.js";

/** @type {typeof import("../en/controls.js").controls} */
export const controls = {
  run: "建置並執行",
  runHint: `建置程式並在這個瀏覽器中執行（${RUN_KEY}）`,
  stop: "停止",
  stopHint: "停止程式或建置",
  deploy: "建置並部署",
  deployHint: "建置程式並放上邊緣，有自己的網址",
  share: "分享",
  shareHint: "產生這個程式的連結",
  reset: "重設",
  resetHint: "回到原本的程式",
  example: "範例",
  files: "檔案",
  closeFile: "關閉（Delete）",
  editor: (path) => `程式碼，${path}`,
  leave: "按 Esc 再按 Tab 可離開編輯器。",
  unfold: (count) => `顯示隱藏的 ${count} 行`,
  output: "輸出",
  outputEmpty: "程式輸出的內容會顯示在這裡。",
  input: "輸入",
  inputHint: "輸入一行給程式，再按 Enter",
  send: "送出",
  endInput: "結束輸入",
  endInputHint: "告訴程式不會再有輸入",
  problems: "問題",
  result: "結果",
  shared: "分享的程式",

  builtBy: (host) => `由 ${host} 建置`,
};
