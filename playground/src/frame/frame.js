/**
 * The frame: a document of opaque origin that runs programs. It takes commands from the page that embeds it, over
 * one port for each playground there. All of them share what was loaded, and each runs one program at a time.
 */

import { asked, fetched } from "./files.js";
import { Run, typed } from "./run.js";
import { Workers } from "./workers.js";

/** @import {Command, Report, Runtime} from "../messages.js" */

/** @param {MessagePort} port @param {Workers} workers */
function serve(port, workers) {
  /** @type {{id: number, runtime: Runtime, run: Run} | null} */
  let current = null;

  /** @param {Report} report */
  const post = (report) => port.postMessage(report);

  /** @param {Extract<Command, {type: "run"}>} command */
  function start(command) {
    const { runtime } = command.program;
    current?.run.stop();
    current = { id: command.run, runtime, run: new Run(command, workers, post) };
  }

  /** @param {MessageEvent<Command>} event */
  port.onmessage = ({ data: command }) => {
    if (command.type === "prepare") return workers.prepare(command.runtime);
    if (command.type === "run") return start(command);
    if (current?.id !== command.run) {
      if (command.type === "stop") post(stopped(command.run));
      return;
    }
    switch (command.type) {
      case "input":
        return current.run.write(command.text);
      case "end-input":
        return current.run.endInput();
      case "stop":
        current.run.stop();
        post(stopped(command.run));
        workers.prepare(current.runtime);
        current = null;
    }
  };
  post({ type: "ready", typed: typed() });
}

/** @param {number} run @returns {Report} */
function stopped(run) {
  return { type: "stopped", run, at: performance.timeOrigin + performance.now() };
}

/** @type {Workers | null} */
let workers = null;

window.addEventListener("message", ({ source, ports: [port, files] }) => {
  if (source !== window.parent || port === undefined) return;
  workers ??= new Workers(files === undefined ? fetched : asked(files));
  serve(port, workers);
});
