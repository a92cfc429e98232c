/** Requests to a handler, and its responses. */

import { counted } from "./measures.js";
import { RUN_KEY } from "../shared.js";

export const requests = {
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
  noResponse: {
    output: "the program wrote nothing",
    header: "this is not a header (Name: value)",
    end: "the empty line that ends the headers is missing",
    twice: "this header is there twice",
    refused: "a program may not send this header",
    domain: "a cookie may not name a Domain",
    status: "the status must be a number from 200 to 599",
    kind: "a response needs a Content-Type, Location or Status header",
    type: "a response with a body needs a Content-Type header",
    length: (/** @type {string} */ stated, /** @type {number} */ bytes) => `Content-Length says ${stated}, but the body has ${bytes} bytes`,
  },
  edgeSilent: (/** @type {string} */ host, /** @type {string} */ reason) =>
    `No answer from ${host} that this page may read (${reason}). Does the edge run, and does it know this site?`,
  edgeSlow: (/** @type {string} */ host, /** @type {number} */ seconds) => `No answer from ${host} within ${seconds} s.`,
  responseHeaders: (/** @type {number} */ count) => counted(count, "header", "headers"),
  log: "Log (standard error)",
  bodyPreview: "The response, shown",
  bodySource: "Body as text",
  cut: (/** @type {number} */ count) => `… (cut after ${count} characters)`,
  receipt: "What the request cost on the edge",
};
