import { duration } from "./measures.js";
import { RUN_KEY, megabytes } from "../shared.js";

/** @type {typeof import("../en/running.js").running} */
export const running = {
  ready: "就緒。",
  readyWithKeys: `就緒。按 ${RUN_KEY} 建置並執行。`,
  building: "建置中…",
  queued: (position, wait) => {
    const place = position === 1 ? "下一個就輪到" : `排隊中：第 ${position} 個`;
    return wait === null || wait < 1 ? `${place}…` : `${place}，約 ${Math.round(wait)} 秒…`;
  },
  fetching: (done, total) => `下載編譯器（只有這一次）：${megabytes(done)} / ${megabytes(total)} MB`,
  loading: "啟動中…",
  running: "執行中…",
  waiting: "程式在等你輸入。",
  deploying: "正在放上邊緣…",
  stopped: "已停止。",
  stoppedBuild: "已停止。若有其他人在等，執行伺服器仍會完成建置，但不會執行或部署任何東西。",
  stoppedDeploy: "已停止。程式可能已經在邊緣上。",

  finished: (ms) => `執行完成，費時 ${duration(ms)}，結束代碼 0。`,
  exited: (code, ms) => `以結束代碼 ${code} 結束，費時 ${duration(ms)}。不是 0 的代碼表示失敗。`,
  peakMemory: (bytes) => `使用了 ${(bytes / 2 ** 20).toFixed(1)} MiB 記憶體。`,
  goTo: (file, line) => `前往 ${file} 第 ${line} 行`,
  trapped: (message) => `因陷阱（trap）而停止：${message}。`,
  noReason: "執行程式的 worker 沒有說明原因。",
  crashed: (message) => `程式無法執行：${message}`,
  traps: {
    unreachable: (code) => `已中止（結束代碼 ${code}）：程式 panic、檢查失敗，或走到不該執行的程式碼。`,
    memory: "觸發陷阱：程式讀寫了記憶體範圍以外的位置。",
    division: "觸發陷阱：程式把整數除以零。",
    overflow: "觸發陷阱：數值超出其型別的範圍。",
    stack: "觸發陷阱：呼叫的層數太深。是不是有函式不停地呼叫自己？",
    call: "觸發陷阱：程式呼叫的對象不是正確型別的函式。",
    allocation: "觸發陷阱：程式的記憶體用完了。",
  },
  stderr: "標準錯誤：",
  truncated: (limit, lost) => `輸出超過 ${limit / 2 ** 20} MiB。${lost ? "之後的內容沒有保留。" : "之後的內容沒有顯示。"}`,
  showAnyway: "仍要顯示",
};
