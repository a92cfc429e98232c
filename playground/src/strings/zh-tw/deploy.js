/** 部署：它可以做什麼、請求、紀錄與版本。 */

/** @param {number} milliseconds */
function left(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (days > 0) return `${days} 天 ${hours} 小時 ${minutes} 分`;
  if (hours > 0) return `${hours} 小時 ${minutes} 分 ${seconds % 60} 秒`;
  return minutes > 0 ? `${minutes} 分 ${seconds % 60} 秒` : `${seconds} 秒`;
}

/** @param {number} seconds */
function span(seconds) {
  const units = /** @type {const} */ ([[86_400, "天"], [3600, "小時"], [60, "分鐘"]]);
  const [size, name] = units.find(([size]) => seconds % size === 0) ?? [1, "秒"];
  return `${seconds / size} ${name}`;
}

/** @param {Date} date */
function when(date) {
  return date.toLocaleString("zh-TW", { dateStyle: "medium", timeStyle: "short" });
}

/** @type {import("../../strings.js").Strings["deployment"]} */
export const deployment = {
  title: "部署",
  commands: {
    show: "顯示部署",
    copy: "複製部署的網址",
    qr: "以 QR 碼顯示部署的網址",
    renew: "延長部署的期限",
    request: "向部署送出請求",
    preview: "顯示部署的網頁",
    log: "追蹤部署收到的請求",
    permissions: "選擇部署可以做什麼",
    versions: "顯示部署的版本",
    remove: "刪除部署",
  },

  noRunner: "部署需要有 edge 的執行器：一台保存程式、並為每個請求啟動程式的伺服器。這個頁面沒有執行器，所以程式只在你的瀏覽器裡執行。你的程式碼仍然保存在這裡。",
  silent: "執行器沒有回應，所以目前無法得知部署的狀況。",
  askAgain: "再問一次",
  none: "這個程式還沒有放到 edge 上。部署之後它有自己的網址；每個請求都會重新啟動它，與其他請求隔離，它印出的內容就是回應。",
  lost: "這個瀏覽器所知的部署已經被移除。下一次部署會得到新的網址。",
  expired: (name) => `${name} 已經到期：它的網址不再回應。到期後一週內還可以延長。`,
  blocked: (name) => `現在沒有人能開啟 ${name}，也不能更改或延長它。你可以刪除它；程式的文字會留在這裡。`,
  unlikely: (line, reason) =>
    `程式上次印出的內容不是回應，所以 edge 會回答 502。輸出的第 ${line} 行：${reason}。回應以標頭開始，例如「Content-Type: text/plain」，接著是一個空行。`,

  live: "網址",
  local: "只在這台電腦上有效",
  localQr: "這個名稱以 localhost 結尾，所以網址只在這台電腦上有效：手機在那裡什麼也找不到。",
  facts: (version) => `第 ${version} 版`,
  left,
  leftLabel: "剩餘時間",
  leftOf: (milliseconds) => `還有 ${left(milliseconds)}`,
  qr: "QR 碼",
  qrTitle: "網址的 QR 碼",
  qrHint: "用手機的相機對準它，就能在手機上開啟程式。",
  qrImage: (url) => `${url} 的 QR 碼`,
  renew: "延長",
  renewed: (date) => `已延長到 ${when(date)}。`,
  remove: "刪除…",
  removeTitle: (name) => `要刪除 ${name} 嗎？`,
  removeText: "它的網址會立刻停止回應。它儲存的值、紀錄與版本會永遠刪除，也沒有人能再取回這個網址。程式碼仍然留在這裡。",
  keepIt: "保留",
  removeIt: "刪除",
  removed: "已刪除，網址不再回應。",
  removing: "刪除中…",
  changed: "部署之後，程式碼又改過了。",
  swap: "部署這個版本",
  views: "部署的檢視",
  pages: { request: "請求", preview: "預覽", log: "紀錄", permissions: "權限", versions: "版本" },

  send: "送出請求",
  sending: "等待回應…",
  noBody: (method) => `瀏覽器不會隨 ${method} 送出內文。請改用 POST、PUT、PATCH 或 DELETE，或清空內文。`,
  keptBack: (name) => `瀏覽器不讓網頁設定「${name}」，請從標頭中移除它。`,
  costs: {
    instantiate: "建立一個全新的程式實體",
    cpu: "處理器的時間",
    total: "在 edge 上從請求到回應",
    memory: "最多用到的記憶體",
    fuel: "WebAssembly 數到的步數",
  },
  bodyBytes: (shown, all) => (shown < all ? `內文 ${all} 個位元組中的前 ${shown} 個` : `內文的 ${all} 個位元組`),
  reload: "重新載入",
  previewAbout: "訪客看到的頁面，來自它自己的網址，與這個網站隔離。",

  logAbout: "展開一個請求，可以看到它的花費、它向 edge 要求了什麼，以及程式寫到標準錯誤的內容。",
  logEmpty: "還沒有請求。打開網址，或送出一個請求。",
  requests: "請求",

  may: "它可以做什麼",
  mayAbout: "它可以回應請求。其他一切都關著，直到你在這裡勾選。",
  kv: "在請求之間保存值",
  kvAbout: "每個請求開始時，記憶體都是空的。勾選之後，程式有一個自己的小儲存區，可以保存鍵與值，例如計數器或留言簿。其他程式讀不到；刪除部署就會清空。",
  fetch: "向其他伺服器發出請求",
  fetchAbout: "勾選之後，程式可以向你列出的伺服器（含連接埠）發出請求，而不能向其他的發出。這台電腦和 edge 周圍的網路即使列出也連不到。",
  hosts: "伺服器，一行一個",
  noHosts: "請至少列出一個伺服器，或取消勾選「向其他伺服器發出請求」。",
  badHost: (text) => `「${text}」不是伺服器。請寫名稱和連接埠，例如 api.example.org:443，或貼上網址。`,
  tooManyHosts: (most) => `最多可以列出 ${most} 個伺服器。`,
  secrets: "讀取機密",
  secretsAbout: "不可以寫在程式碼裡的密碼或金鑰：程式以環境變數讀取它。它只會送給執行器一次；這個瀏覽器不會保存，分享的內容也不會有。",
  secretName: "名稱",
  secretValue: "值",
  addSecret: "加入",
  badSecret: "機密的名稱由大寫字母、數字和底線組成，並以字母開頭。",
  secretWaits: (name) => `${name}，尚未設定`,
  removeSecret: (name) => `移除 ${name}`,
  never: "怎麼勾選都不允許的事",
  nevers: ["讀寫伺服器的檔案", "看到其他程式、它們的記憶體或請求", "啟動其他程式，或在回應之後繼續執行", "碰到你瀏覽器裡的專案，或以你的名義使用這個網站"],
  ttl: "保留多久",
  ttlAbout: "時間到了，網址就不再回應。每次建置並部署、每次延長，都會重新計時。",
  span,
  apply: "立即套用",
  applied: (version) => `已套用：現在提供第 ${version} 版。`,
  waits: "尚未套用：下次建置並部署時生效，也可以立即套用。",
  next: "建置並部署時生效。",

  versionsAbout: "每次部署、每次變更權限都會產生一個版本，最近十個會保留。回到舊版會產生一個相同內容的新版本；機密與儲存的值維持不變。",
  rolledBack: (from, to) => `第 ${to} 版又提供第 ${from} 版的內容。這裡的程式碼沒有改變。`,
  versionHeads: ["版本", "開始時間", "可以", "提供"],
  served: "目前提供",
  versionsGone: "無法載入版本。",
};
