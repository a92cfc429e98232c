/** The view of a project's deployment: what it may do, requests, the log, versions. */

/** @param {number} milliseconds */
function left(milliseconds) {
  const seconds = Math.max(0, Math.floor(milliseconds / 1000));
  const [days, hours, minutes] = [Math.floor(seconds / 86_400), Math.floor(seconds / 3600) % 24, Math.floor(seconds / 60) % 60];
  if (days > 0) return `${days} d ${hours} h ${minutes} min`;
  if (hours > 0) return `${hours} h ${minutes} min ${seconds % 60} s`;
  return minutes > 0 ? `${minutes} min ${seconds % 60} s` : `${seconds} s`;
}

/** @param {number} seconds */
function span(seconds) {
  const units = /** @type {const} */ ([[86_400, "day"], [3600, "hour"], [60, "minute"]]);
  const [size, name] = units.find(([size]) => seconds % size === 0) ?? [1, "second"];
  return `${seconds / size} ${name}${seconds === size ? "" : "s"}`;
}

/** @param {Date} date */
function when(date) {
  return date.toLocaleString("en", { dateStyle: "medium", timeStyle: "short" });
}

export const deployment = {
  title: "Deployment",
  commands: {
    show: "Show the deployment",
    copy: "Copy the deployment's address",
    qr: "Show the deployment's address as a QR code",
    renew: "Renew the deployment",
    request: "Send a request to the deployment",
    preview: "Show the deployed page",
    log: "Follow the deployment's requests",
    permissions: "Choose what the deployment may do",
    versions: "Show the deployment's versions",
    remove: "Delete the deployment",
  },

  noRunner:
    "To deploy takes a runner with an edge: a server that keeps the program and starts it for each request. This page has none, so programs run in your browser alone. Your text is kept here all the same.",
  silent: "The runner does not answer, so nothing is known of the deployment at this moment.",
  askAgain: "Ask again",
  none: "This program is not on the edge yet. Deployed, it gets an address of its own; each request there starts it anew, sealed from all others, and what it prints is the response.",
  lost: "The deployment that this browser knew was removed. The next one gets a new address.",
  expired: (/** @type {string} */ name) => `${name} has expired: its address answers no more. For a week after, it can be renewed.`,
  blocked: (/** @type {string} */ name) => `Nobody can open ${name} now, and it can neither be changed nor renewed. You can delete it; the program's text stays here.`,
  unlikely: (/** @type {number} */ line, /** @type {string} */ reason) =>
    `What the program printed last is no response, so the edge would answer 502. Line ${line} of its output: ${reason}. A response begins with headers, such as “Content-Type: text/plain”, and an empty line.`,

  live: "Live at",
  local: "works on this computer alone",
  localQr: "The name ends in localhost, so the address works on this computer alone: a phone finds nothing there.",
  facts: (/** @type {number} */ version) => `Version ${version}`,
  left,
  leftLabel: "Time left",
  leftOf: (/** @type {number} */ milliseconds) => `${left(milliseconds)} left`,
  qr: "QR code",
  qrTitle: "Address as a QR code",
  qrHint: "Point a phone's camera at it to open the program there.",
  qrImage: (/** @type {string} */ url) => `QR code of ${url}`,
  renew: "Renew",
  renewed: (/** @type {Date} */ date) => `Renewed: it stays until ${when(date)}.`,
  remove: "Delete…",
  removeTitle: (/** @type {string} */ name) => `Delete ${name}?`,
  removeText:
    "Its address stops answering at once. The values that it stored, its log and its versions are deleted for good, and nobody gets the address back. The program's text stays here.",
  keepIt: "Keep it",
  removeIt: "Delete",
  removed: "Deleted. The address no longer answers.",
  removing: "Deleting…",
  changed: "The text has changed since it was deployed.",
  swap: "Deploy this version",
  views: "Views of the deployment",
  pages: { request: "Request", preview: "Preview", log: "Log", permissions: "Permissions", versions: "Versions" },

  send: "Send request",
  sending: "Waiting for the answer…",
  noBody: (/** @type {string} */ method) => `A browser sends no body with ${method}. Choose POST, PUT, PATCH or DELETE, or empty the body.`,
  keptBack: (/** @type {string} */ name) => `Browsers do not let a page set “${name}”; remove it from the headers.`,
  costs: {
    instantiate: "to make a fresh instance of the program",
    cpu: "of the processor's time",
    total: "from the request to the answer, on the edge",
    memory: "of memory at most",
    fuel: "steps that WebAssembly counted",
  },
  bodyBytes: (/** @type {number} */ shown, /** @type {number} */ all) => (shown < all ? `The body's first ${shown} of ${all} bytes` : `The body's ${all} bytes`),
  reload: "Load again",
  previewAbout: "The page as visitors get it, from its own address and shut off from this site.",

  logAbout: "Open one to see what it cost, what it asked of the edge, and what the program wrote to standard error.",
  logEmpty: "No request yet. Open the address, or send one.",
  requests: "Requests",

  may: "What it may do",
  mayAbout: "It may answer requests. Everything else is shut off, until you tick it here.",
  kv: "Keep values between requests",
  kvAbout:
    "Each request starts with an empty memory. Ticked, the program has a small store of its own for keys and values: a counter, a guest book. No other program reads it; deleting the deployment empties it.",
  fetch: "Ask other servers",
  fetchAbout:
    "Ticked, the program may send requests to the servers that you list, each with its port, and to no others. This computer and the network around the edge stay out of reach, even if you list them.",
  hosts: "Servers, one a line",
  noHosts: "List at least one server, or untick “Ask other servers”.",
  badHost: (/** @type {string} */ text) => `“${text}” is not a server. Write its name and port, as in api.example.org:443, or paste an address.`,
  tooManyHosts: (/** @type {number} */ most) => `At most ${most} servers can be listed.`,
  secrets: "Read secrets",
  secretsAbout:
    "A password or key that must not stand in the text: the program reads it as an environment variable. It is sent to the runner once; this browser does not keep it, and shares never have it.",
  secretName: "Name",
  secretValue: "Value",
  addSecret: "Add",
  badSecret: "A secret's name has capital letters, digits and underscores, and starts with a letter.",
  secretWaits: (/** @type {string} */ name) => `${name}, to be set`,
  removeSecret: (/** @type {string} */ name) => `Remove ${name}`,
  never: "What no tick allows",
  nevers: [
    "to read or write files of the server",
    "to see other programs, their memory or their requests",
    "to start other programs, or to go on after its answer",
    "to reach your browser's projects, or this site in your name",
  ],
  ttl: "How long it stays",
  ttlAbout: "After that its address answers no more. Each Build & Deploy and each Renew begins this time anew.",
  span,
  apply: "Apply now",
  applied: (/** @type {number} */ version) => `Applied: version ${version} is served.`,
  waits: "Not applied yet: it takes effect with the next Build & Deploy, or now.",
  next: "It takes effect with Build & Deploy.",

  versionsAbout: "Each deployment and each change of permissions makes a version. The last ten are kept. To go back makes a new one that is a copy; secrets and stored values stay as they are.",
  rolledBack: (/** @type {number} */ from, /** @type {number} */ to) => `Version ${to} serves again what version ${from} did. The text here is as it was.`,
  versionHeads: ["Version", "Since", "May", "Serve it"],
  served: "served now",
  versionsGone: "The versions could not be loaded.",
};
