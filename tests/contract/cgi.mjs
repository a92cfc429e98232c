/** Answers {requests, outputs} on standard input as the page's own CGI does. */

import { readFileSync } from "node:fs";
import { Malformed, environment, parse } from "../../playground/src/cgi.js";

const { requests, outputs } = JSON.parse(readFileSync(0, "utf8"));

/** @param {{bytes: number[], head: boolean}} output */
function read({ bytes, head }) {
  try {
    const { status, headers, body } = parse(Uint8Array.from(bytes), head);
    return { status, headers, body: [...body] };
  } catch (error) {
    if (error instanceof Malformed) return { line: error.line };
    throw error;
  }
}

const environments = requests.map(({ request, server }) => environment(request, server));
process.stdout.write(JSON.stringify({ environments, responses: outputs.map(read) }));
