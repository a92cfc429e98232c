/** The lab: reads an element of an array that may not be one, and tells what became of it. */

import { button, element } from "../../dom.js";
import { Listing } from "../memory/listing.js";
import { BEYOND } from "../memory/programs.js";
import { record } from "../memory/run.js";
import { bytesAtRead, told } from "./told.js";
import memoryCss from "../memory/memory.css";

/** @import {Recorded} from "../memory/run.js" */

export const css = memoryCss;

const INT = 4;
const LARGEST = 2 ** 31 - 1;
/** All arguments are as long as the longest, so that they leave the memory alike. */
const LONGEST = String(-(2 ** 31)).length;

/** @param {ShadowRoot} root @param {{signal: AbortSignal}} options */
export async function mount(root, { signal }) {
  const listing = new Listing();
  listing.show(BEYOND);
  const index = element("input", { type: "number", min: String(-(2 ** 31)), max: String(LARGEST), step: "1", value: "4", required: true });
  const label = element("label", { className: "pick" }, element("span", {}, "Index"), index);
  const form = element("form", { className: "goto" }, label, element("button", { className: "primary" }, "Read numbers[index]"));
  const presets = element("div", { className: "goto", role: "group", ariaLabel: "Indexes to try" });
  const answer = element("div", { className: "answer", role: "status" });
  root.append(form, presets, listing.element, answer);

  const attempt = async () => {
    answer.textContent = "Running …";
    const recorded = await record(BEYOND, [index.value.padStart(LONGEST)], signal);
    const { line, parts } = told(recorded, Number(index.value));
    listing.mark(line);
    answer.replaceChildren(element("dl", {}, ...parts.flatMap(([term, text]) => [element("dt", {}, term), element("dd", {}, text)])));
    return recorded;
  };
  const run = () =>
    attempt().catch((error) => {
      answer.textContent = error instanceof Error ? error.message : String(error);
    });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    run();
  });
  presets.append(...choices(await attempt()).map(([text, value]) => button(text, () => ((index.value = String(value)), run()), "quiet")));
}

/** Indexes that are worth a try, told from where the array is. @param {Recorded} recorded @returns {[string, number][]} */
function choices({ program, recording }) {
  const numbers = recording.globals.find(({ variable }) => program.variables[variable]?.name === "numbers");
  const outside = (bytesAtRead({ program, recording }) - (numbers?.at ?? 0)) / INT;
  return [
    ["3, the last element", 3],
    ["4, one too far", 4],
    [`${outside - 1}, the memory's last int`, outside - 1],
    [`${outside}, the first outside`, outside],
    [`${LARGEST}, the largest`, LARGEST],
  ];
}
