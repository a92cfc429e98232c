import { when } from "./measures.js";

/** @type {typeof import("../en/deployments.js").deployments} */
export const deployments = {
  calls: (count) => `${count} 次主機呼叫`,
  leftOut: (count) => `另有 ${count} 個請求來得太快，沒有收據。`,
  backtrace: "停在哪裡，最內層在前",
  hostCalls: "主機呼叫",
  callHeads: ["函式", "對象", "結果", "等待", "送出", "收到"],
  versionHeads: ["版本", "", "開始服務", "建置", "授權"],
  served: "目前服務中",
  nothing: "無",
  goBack: "回到此版本",
  goBackTo: (version) => `回到版本 ${version}`,
  renewed: (date) => `已延長至 ${when(date)}。`,
  connecting: "連線中…",
  following: "每個請求一到就會顯示在這裡。",
  reconnecting: "連線中斷，正在重試…",
  ended: { removed: "這個部署已移除。", expired: "這個部署已過期。" },
  manage: "詳細資料",

  live: "網址：",
  version: (version) => `版本 ${version}`,
  until: (date) => `到 ${when(date)}`,
  copy: "複製連結",
  copied: "已複製。",
  copyFailed: "不允許複製；請選取連結並自行複製。",
  open: "開啟",
  preview: "預覽",
  previewTitle: (name) => `${name} 的預覽`,
  deployed: (version) => (version === 1 ? "已部署。" : `已部署為版本 ${version}。`),
};
