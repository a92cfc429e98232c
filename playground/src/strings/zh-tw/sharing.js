/** 程式的連結：建立連結，以及開啟別人分享的內容。 */

/** @type {import("../../strings.js").Strings["sharing"]} */
export const sharing = {
  title: "分享",
  link: "包含程式的連結",
  linkAbout: (length, most) =>
    `整個專案都在連結裡，共 ${length.toLocaleString("zh-TW")} 個字元，上限 ${most.toLocaleString("zh-TW")}。沒有伺服器保存它；相同的專案會得到相同的連結。`,
  linkTooBig: (length, most) =>
    `這個專案的連結會有 ${length.toLocaleString("zh-TW")} 個字元。超過 ${most.toLocaleString("zh-TW")} 個字元的連結會被郵件和聊天軟體截斷，請改用短連結。`,
  short: "短連結",
  shortAbout: "執行伺服器會保存一份專案。有連結的人都能閱讀，而且無法收回。",
  shortNeeds: "短連結需要執行伺服器，這個頁面沒有。",
  makeShort: "建立短連結",
  making: "正在建立連結…",
  embed: "放進網頁",
  embedAbout: "把程式放進任何網頁，讀者可以在那裡閱讀、修改並執行。",
  ways: "放入的方式",
  iframe: "內嵌框架（iframe）",
  component: "網頁元件",
  snippet: "要複製的 HTML",
  embedTooBig: "內容太長，放不進網址；請先建立短連結。",
  copy: "複製",
  copyFailed: "瀏覽器不允許複製。文字已選取，請用鍵盤複製。",

  sharedWithYou: "這是別人分享的程式。只有在你要求時才會執行，而且與你的一切隔離。修改之後，它會成為你自己的專案。",
  yourOwn: "分享程式的個人副本，保存在這個瀏覽器裡。",
  linkTooLong: (length, most) =>
    `這個連結有 ${length.toLocaleString("zh-TW")} 個字元；程式的連結最多 ${most.toLocaleString("zh-TW")} 個。沒有開啟任何內容。`,
  broken: "這個連結已損壞：裡面沒有可以讀取的程式。是否完整複製了連結？",
  tooLarge: (most) => `這個連結解壓縮後超過 ${most / 2 ** 20} MiB，比專案的上限還大，因此沒有開啟。`,
  refused: (problem) => `沒有開啟這個連結裡的程式。${problem}`,
  openHere: "在 playground 開啟",
};
