/** Links to programs: making them, and opening what somebody else made. */
export const sharing = {
  title: "Share",
  link: "Link with the program in it",
  linkAbout: (/** @type {number} */ length, /** @type {number} */ most) =>
    `The whole project is in the link itself, ${length.toLocaleString("en")} of at most ${most.toLocaleString("en")} characters. No server keeps it, and the same project gives the same link.`,
  linkTooBig: (/** @type {number} */ length, /** @type {number} */ most) =>
    `This project would take a link of ${length.toLocaleString("en")} characters. Mail and chats cut links of more than ${most.toLocaleString("en")}, so make a short link instead.`,
  short: "Short link",
  shortAbout: "The runner keeps a copy of the project. Whoever has the link can read it, and it cannot be taken back.",
  shortNeeds: "A short link needs a runner, and this page has none.",
  makeShort: "Make a short link",
  making: "Making the link…",
  embed: "Put it into a page",
  embedAbout: "The program in any web page, to be read, changed and run there.",
  ways: "How it is put there",
  iframe: "iframe",
  component: "Web component",
  snippet: "HTML to copy",
  embedTooBig: "Too much for an address; make a short link first.",
  copy: "Copy",
  copyFailed: "Copying was not allowed. The text is selected: copy it with the keyboard.",

  sharedWithYou: "Somebody shared this program. It runs only when you say so, sealed from everything of yours. Change it, and it becomes a project of your own.",
  yourOwn: "Your own copy of a shared program, kept in this browser.",
  linkTooLong: (/** @type {number} */ length, /** @type {number} */ most) =>
    `This link has ${length.toLocaleString("en")} characters; one to a program has ${most.toLocaleString("en")} at most. Nothing of it was opened.`,
  broken: "This link is broken: there is no program in it that could be read. Was it copied as a whole?",
  tooLarge: (/** @type {number} */ most) => `What this link unpacks to is larger than ${most / 2 ** 20} MiB, more than a project may be. It was not opened.`,
  refused: (/** @type {string} */ problem) => `The program in this link was not opened. ${problem}`,
  openHere: "Open in the playground",
};
