/** Reads the servers that a program may ask: `host:port`, as the edge compares them, or an address that was pasted. */

/** How many a deployment may have (runner/wardian/deployments/check.py). */
export const MOST_SERVERS = 32;

/** @param {string} text  One a line. @returns {{servers: string[], wrong: string | null}}  `wrong` is the first that is none. */
export function readServers(text) {
  const lines = text.split("\n").map((line) => line.trim()).filter((line) => line !== "");
  const read = lines.map((line) => [line, serverOf(line)]);
  const wrong = read.find(([, server]) => server === null)?.[0] ?? null;
  const servers = read.flatMap(([, server]) => (server ? [server] : []));
  return { servers: [...new Set(servers)], wrong };
}

/** A name without a port and a scheme is one of https. @param {string} text */
function serverOf(text) {
  const address = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(address)) return null;
  const { protocol, hostname, port, username } = new URL(address);
  if (!/^https?:$/.test(protocol) || username !== "" || hostname.endsWith(".") || !/^[a-z0-9._-]+$|^\[/.test(hostname) || port === "0") return null;
  return `${hostname}:${port || (protocol === "http:" ? "80" : "443")}`;
}
