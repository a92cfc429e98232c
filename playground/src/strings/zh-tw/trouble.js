import { languageName } from "../shared.js";

/** @type {typeof import("../en/trouble.js").trouble} */
export const trouble = {
  unreachable: "沒有執行伺服器回應。在有回應之前無法建置程式；你的文字保存在這個瀏覽器裡。",
  unavailable: (language, reason) => `這裡無法建置 ${language}：${reason}`,
  needsRunner: (language) =>
    `這個頁面沒有執行伺服器，而 ${languageName(language)} 無法在瀏覽器中編譯。程式會以原本的樣子執行（「重設」可以回到原樣）；修改過的需要執行伺服器。你的文字保存在這個瀏覽器裡。`,
  refused: (detail) => `執行伺服器拒絕了：${detail}`,
  frameMissing: "執行程式的沙盒沒有載入。邊緣伺服器在執行嗎？這個頁面的網址是否就是執行伺服器自己的網址（public_url）？",
  lost: "另一個程式卡住了沙盒，只好重新啟動沙盒。",
  sandbox: "執行程式的沙盒",
  galleryMissing: "無法載入範例。",
  shareMissing: "這個連結沒有對應的分享程式。",
  notKept: {
    refused: "這個瀏覽器無法保存你的修改；離開頁面後修改就會消失。",
    full: "這個瀏覽器的儲存空間已滿，最近的修改沒有保存；離開頁面後就會消失。請下載專案，或刪除不再需要的專案。",
  },
  inputBeforehand: "執行之前，在這裡一行一行輸入程式要讀的內容",

  labFailed: (reason) => `這個實驗無法啟動：${reason}`,
  retry: "重試",
};
