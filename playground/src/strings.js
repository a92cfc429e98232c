/** Every text that the playground shows. */

/** @param {number} milliseconds */
function duration(milliseconds) {
  if (milliseconds < 1) return "less than 1 ms";
  return milliseconds < 1000 ? `${Math.round(milliseconds)} ms` : `${(milliseconds / 1000).toFixed(1)} s`;
}

/** @param {number} count @param {string} one @param {string} many */
function counted(count, one, many) {
  return `${count} ${count === 1 ? one : many}`;
}

/** @param {Date} date */
function when(date) {
  return date.toLocaleString(undefined, { dateStyle: "medium", timeStyle: "short" });
}

/** @param {number} milliseconds */
function timeLeft(milliseconds) {
  const minutes = Math.floor(milliseconds / 60_000);
  if (minutes < 0) return "has expired";
  if (minutes < 60) return `in ${counted(minutes, "minute", "minutes")}`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `in ${hours} h ${minutes % 60} min`;
  return `in ${Math.floor(hours / 24)} days ${hours % 24} h`;
}

/** @param {number} bytes */
function megabytes(bytes) {
  return Math.round(bytes / 1e6);
}

/** @type {Readonly<Record<string, string>>} */
const LABELS = { c: "C", rust: "Rust", python: "Python", wat: "WAT" };

const RUN_KEY = /^(Mac|iP)/.test(globalThis.navigator?.platform ?? "") ? "⌘+Enter" : "Ctrl+Enter";

export const strings = {
  run: "Build & Run",
  runHint: `Build the program and run it in this browser (${RUN_KEY})`,
  stop: "Stop",
  stopHint: "Stop the program or the build",
  deploy: "Build & Deploy",
  deployHint: "Build the program and put it on the edge, at an address of its own",
  share: "Share",
  shareHint: "Make a link to this program",
  reset: "Reset",
  resetHint: "Go back to the original program",
  example: "Example",
  files: "Files",
  editor: (/** @type {string} */ path) => `Program text, ${path}`,
  leave: "Esc, then Tab, leaves the editor.",
  unfold: (/** @type {number} */ count) => `Show ${counted(count, "hidden line", "hidden lines")}`,
  output: "Output",
  outputEmpty: "What the program prints will appear here.",
  input: "Input",
  inputHint: "Type a line for the program, then press Enter",
  send: "Send",
  endInput: "End of input",
  endInputHint: "Tell the program that no more input follows",
  problems: "Problems",
  result: "Result",
  shared: "Shared program",

  check: "Check",
  checkHint: `Run the program and compare (${RUN_KEY})`,
  answer: "Your answer",
  answerHint: "What will it print?",
  chooseFirst: "Choose an answer first.",
  right: "Right: that is what it printed.",
  wrong: (/** @type {string} */ printed) =>
    printed === "" ? "Not this time: it printed nothing." : `Not this time. It printed: ${printed}`,
  noAnswer: "The program did not run to its end, so there is nothing to compare with.",

  sendHint: `Send the request (${RUN_KEY})`,
  response: "Response",
  method: "Method",
  path: "Path and query",
  where: "Where the program runs",
  inBrowser: "in your browser",
  onEdge: "on the edge",
  edgeNeeds: "The edge needs a runner, and this page has none. Requests go to the program in your browser.",
  headersAndBody: "Headers and body",
  headers: "Headers, one a line",
  body: "Body",
  sending: "Sending…",
  answered: "Answered.",
  notAHeader: (/** @type {string} */ line) => `“${line}” is not a header. Write one a line, as in “Accept: text/html”.`,
  malformed: (/** @type {number} */ line, /** @type {string} */ reason) =>
    `This is no response; the edge would answer 502. Line ${line} of the output: ${reason}.`,
  edgeSilent: (/** @type {string} */ host, /** @type {string} */ reason) =>
    `No answer from ${host} that this page may read (${reason}). Does the edge run, and does it know this site?`,
  edgeSlow: (/** @type {string} */ host, /** @type {number} */ seconds) => `No answer from ${host} within ${seconds} s.`,
  bytes: (/** @type {number} */ count) => (count < 1024 ? counted(count, "byte", "bytes") : `${(count / 1024).toFixed(1)} KiB`),
  number: (/** @type {number} */ count) => count.toLocaleString("en"),
  took: duration,
  milliseconds: (/** @type {number} */ ms) => `${ms.toFixed(ms < 10 ? 3 : 1)} ms`,
  responseHeaders: (/** @type {number} */ count) => counted(count, "header", "headers"),
  log: "Log (standard error)",
  bodyPreview: "The response, shown",
  bodySource: "Body as text",
  cut: (/** @type {number} */ count) => `… (cut after ${count} characters)`,
  receipt: "What the request cost on the edge",

  labFailed: (/** @type {string} */ reason) => `This experiment could not start: ${reason}`,
  retry: "Retry",

  builtBy: (/** @type {string} */ host) => `Built by ${host}`,

  ready: "Ready.",
  readyWithKeys: `Ready. ${RUN_KEY} builds and runs.`,
  building: "Building…",
  queued: (/** @type {number} */ position, /** @type {number | null} */ wait) => {
    const place = position === 1 ? "Next in the queue" : `Waiting: number ${position} in the queue`;
    return wait === null || wait < 1 ? `${place}…` : `${place}, about ${Math.round(wait)} s…`;
  },
  fetching: (/** @type {number} */ done, /** @type {number} */ total) =>
    `Fetching the compiler: ${megabytes(done)} of ${megabytes(total)} MB, once`,
  loading: "Starting…",
  running: "Running…",
  waiting: "The program waits for your input.",
  deploying: "Putting it on the edge…",
  stopped: "Stopped.",
  stoppedBuild: "Stopped. The runner still finishes the build if others wait for it, but nothing will be run or deployed.",
  stoppedDeploy: "Stopped. The program may already be on the edge.",

  finished: (/** @type {number} */ ms) => `Finished in ${duration(ms)}, exit code 0.`,
  exited: (/** @type {number} */ code, /** @type {number} */ ms) =>
    `Ended with exit code ${code} after ${duration(ms)}. A code other than 0 reports a failure.`,
  trapped: (/** @type {string} */ message) => `Stopped by a trap: ${message}.`,
  crashed: (/** @type {string} */ message) => `The program could not run: ${message}`,
  traps: {
    unreachable: (/** @type {number} */ code) =>
      `Aborted (exit code ${code}): the program panicked, failed a check, or reached code that must never run.`,
    memory: "Trapped: the program read or wrote outside its memory.",
    division: "Trapped: the program divided a whole number by zero.",
    overflow: "Trapped: a number was too large for its type.",
    stack: "Trapped: calls were nested too deeply. Does a function call itself without end?",
    call: "Trapped: the program called something that is not a function of the right type.",
    allocation: "Trapped: the program ran out of memory.",
  },
  truncated: "The output passed 1 MiB. What came after is not shown.",

  buildFailed: (/** @type {number} */ errors) =>
    errors === 0 ? "The build failed." : `The build failed with ${counted(errors, "error", "errors")}.`,
  notListed: (/** @type {number[]} */ [errors = 0, warnings = 0, notes = 0]) => {
    const kinds = [counted(errors, "error", "errors"), counted(warnings, "warning", "warnings"), counted(notes, "note", "notes")];
    const some = kinds.filter((kind) => !kind.startsWith("0 "));
    return `Not listed here: ${some.join(", ")}. The log has them, as far as it reaches.`;
  },
  severity: { error: "error", warning: "warning", note: "note" },
  note: { note: "note", help: "help" },
  includedFrom: "Included from here.",
  explain: (/** @type {string} */ code) => `What ${code} means`,
  apply: "Apply:",
  stale: "The text there has changed since the build. Build again for a new suggestion.",
  place: (/** @type {string} */ file, /** @type {number} */ line) => `${file}, line ${line}`,

  unreachable: "No runner answers. Programs cannot be built until one does; your text is kept in this browser.",
  unavailable: (/** @type {string} */ language, /** @type {string} */ reason) =>
    `${language} cannot be built here: ${reason}`,
  needsRunner: (/** @type {string} */ language) =>
    `This page has no runner, and ${LABELS[language] ?? language} cannot be compiled in a browser. The program runs here as it was given (Reset brings it back); a changed one needs a runner. Your text is kept in this browser.`,
  refused: (/** @type {string} */ detail) => `The runner refused: ${detail}`,
  frameMissing: "The sandbox that runs programs did not load. Is the edge server running, and is this page open at the address that the runner calls its own (public_url)?",
  galleryMissing: "The examples could not be loaded.",
  shareMissing: "This link leads to no shared program.",
  notSaved: "This browser would not store your edits; they will be lost when you leave the page.",
  inputBeforehand: "Type the program's input here before you run it, line by line",

  calls: (/** @type {number} */ count) => counted(count, "host call", "host calls"),
  leftOut: (/** @type {number} */ count) => `${counted(count, "more request", "more requests")} came too fast to have a receipt.`,
  backtrace: "Where it stopped, innermost first",
  hostCalls: "Host calls",
  callHeads: ["Function", "On", "Outcome", "Waited", "Sent", "Received"],
  versionHeads: ["Version", "", "Served from", "Build", "Granted"],
  served: "served now",
  nothing: "nothing",
  goBack: "Go back",
  goBackTo: (/** @type {number} */ version) => `Go back to version ${version}`,
  when,
  renewed: (/** @type {Date} */ date) => `Renewed until ${when(date)}.`,
  timeLeft,
  connecting: "Connecting…",
  following: "Each request appears here as it comes.",
  reconnecting: "The connection was lost; trying again…",
  ended: { removed: "The deployment was removed.", expired: "The deployment has expired." },
  manage: "Details",

  live: "Live at",
  version: (/** @type {number} */ version) => `version ${version}`,
  until: (/** @type {Date} */ date) => `until ${when(date)}`,
  copy: "Copy link",
  copied: "Copied.",
  copyFailed: "Copying was not allowed; select the link and copy it by hand.",
  open: "Open",
  preview: "Preview",
  previewTitle: (/** @type {string} */ name) => `Preview of ${name}`,
  deployed: (/** @type {number} */ version) => (version === 1 ? "Deployed." : `Deployed as version ${version}.`),
  shareLink: "Link to this program",
};
