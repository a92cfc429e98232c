/** @type {typeof import("../en/problems.js").problems} */
export const problems = {
  buildFailed: (errors) => (errors === 0 ? "建置失敗。" : `建置失敗，有 ${errors} 個錯誤。`),
  notListed: ([errors = 0, warnings = 0, notes = 0]) => {
    const kinds = [`${errors} 個錯誤`, `${warnings} 個警告`, `${notes} 個附註`].filter((kind) => !kind.startsWith("0 "));
    return `未列在這裡的：${kinds.join("、")}。紀錄中有它們，直到紀錄的長度上限為止。`;
  },
  severity: { error: "錯誤", warning: "警告", note: "附註" },
  note: { note: "附註", help: "說明" },
  includedFrom: "從這裡引入。",
  explain: (code) => `${code} 的意思`,
  apply: "套用：",
  stale: "那裡的文字在建置之後有所變更。請再建置一次以取得新的建議。",
  place: (file, line) => `${file}，第 ${line} 行`,
};
