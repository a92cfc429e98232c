/** The lab: steps through a C program and shows its memory. */

import { element } from "./element.js";
import { Debugger } from "./debugger.js";
import { PROGRAMS } from "./programs.js";
import { NotRecorded, record } from "./run.js";
import memoryCss from "./memory.css";

export const css = memoryCss;

/** @param {ShadowRoot} root @param {{host: HTMLElement, signal: AbortSignal}} options */
export async function mount(root, { host, signal }) {
  const view = new Debugger(signal);
  const picker = element("select", {}, ...PROGRAMS.map(({ name, title }) => element("option", { value: name }, title)));
  const notice = element("div", { class: "notice", role: "alert" });
  notice.hidden = true;
  picker.value = host.getAttribute("program") ?? "pointers";
  const label = element("label", { class: "pick" }, element("span", {}, "Program"), picker);
  root.append(element("div", { class: "bar" }, label), notice, view.element);

  const open = async () => {
    const source = PROGRAMS.find(({ name }) => name === picker.value)?.source ?? "";
    view.source(source);
    notice.hidden = true;
    try {
      view.open(await record(source, [], signal));
    } catch (error) {
      if (signal.aborted) return;
      notice.hidden = false;
      notice.textContent = error instanceof NotRecorded ? error.message : String(error);
    }
  };
  picker.addEventListener("change", open);
  await open();
}
