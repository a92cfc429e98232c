/** Records one program, then waits to be terminated. */

import { Recorder } from "./recorder.js";

/** @import {Program} from "./recording.js" */

/** @param {MessageEvent<Program>} event */
self.onmessage = async ({ data: program }) => {
  const recording = await new Recorder().record(program);
  const memories = recording.moments.flatMap(({ changes }) => changes.flatMap(({ before, after }) => [before.buffer, after.buffer]));
  self.postMessage(recording, { transfer: [recording.start.buffer, ...memories] });
};
