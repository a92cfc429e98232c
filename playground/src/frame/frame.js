/**
 * The frame: a document of opaque origin on the edge's site that runs programs. It takes commands from one page,
 * the one that embeds it, over the port that comes with the page's first message.
 */

import { Run } from "./run.js";
import { prepare } from "./workers.js";

/** @import {Command, Report, Runtime} from "../messages.js" */

/** @param {MessagePort} port */
function serve(port) {
  /** @type {{id: number, runtime: Runtime, run: Run} | null} */
  let current = null;

  /** @param {Report} report */
  const post = (report) => port.postMessage(report);

  /** @param {Extract<Command, {type: "run"}>} command */
  function start(command) {
    const { runtime } = command.program;
    current?.run.stop();
    current = { id: command.run, runtime, run: new Run(command, post, () => prepare(runtime)) };
  }

  /** @param {MessageEvent<Command>} event */
  port.onmessage = ({ data: command }) => {
    if (command.type === "prepare") return prepare(command.runtime);
    if (command.type === "run") return start(command);
    if (current?.id !== command.run) {
      if (command.type === "stop") post({ type: "stopped", run: command.run });
      return;
    }
    switch (command.type) {
      case "input":
        return current.run.write(command.text);
      case "end-input":
        return current.run.endInput();
      case "stop":
        current.run.stop();
        post({ type: "stopped", run: command.run });
        prepare(current.runtime);
        current = null;
    }
  };
  post({ type: "ready", isolated: self.crossOriginIsolated });
}

window.addEventListener("message", (event) => {
  const [port] = event.ports;
  if (event.source === window.parent && port !== undefined) serve(port);
}, { once: true });
