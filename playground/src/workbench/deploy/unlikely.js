/** Whether what a program printed would do as a response. */

import { Malformed, parse } from "../../cgi.js";
import { strings } from "../../strings.js";

/** @import {Recorder} from "../../recorder.js" */

/** Why the edge would not take it; the empty string if it would, or nothing was run. @param {Recorder} record */
export function unlikely(record) {
  if (!record.finished) return "";
  try {
    parse(record.bytes("stdout"), false);
    return "";
  } catch (error) {
    if (!(error instanceof Malformed)) throw error;
    return strings.deployment.unlikely(error.line, error.message);
  }
}
