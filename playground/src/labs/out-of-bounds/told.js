/** What an attempt to read numbers[index] came to, in facts. */

import { framesOf } from "../../dwarf/traps.js";
import { bandAt, hex } from "../../memory/bands.js";
import { bands } from "../memory/bands.js";
import { READS } from "../memory/programs.js";
import { Replay } from "../memory/recording.js";
import { trapLine } from "../memory/trap-line.js";

/** @import {Recorded} from "../memory/run.js" */

const INT = 4;
const ADDRESSES = 2 ** 32;

/** The memory's size when the element is about to be read. @param {Pick<Recorded, "program" | "recording">} recorded */
export function bytesAtRead({ program, recording }) {
  const reading = recording.moments.find(({ step }) => step !== null && program.steps[step]?.line === READS);
  if (reading === undefined) throw new RangeError("The program has not come to its read.");
  return reading.bytes;
}

/** @param {Recorded} recorded @param {number} index @returns {{line: number | null, parts: [string, string][]}} */
export function told(recorded, index) {
  const { program, recording, module } = recorded;
  const replay = new Replay(recording);
  replay.go(replay.last);
  const place = (/** @type {string} */ name) => replay.places().find(({ variable }) => program.variables[variable]?.name === name);
  const numbers = place("numbers")?.at ?? 0;
  const computed = (((numbers + INT * index) % ADDRESSES) + ADDRESSES) % ADDRESSES;
  const pointer = new DataView(replay.memory.buffer).getUint32(place("element")?.at ?? 0, true);
  const bytes = bytesAtRead({ program, recording });
  const outside = computed + INT > bytes;
  /** @type {[string, string][]} */
  const parts = [
    ["Address, computed by this page", `${hex(numbers)} + 4 × ${index} = ${hex(computed)}, which is ${computed.toLocaleString("en")}`],
    ["Address, found in the program’s pointer", `${hex(pointer)}${pointer === computed ? ", the same" : ", which differs"}`],
    ["The memory", `${bytes.toLocaleString("en")} bytes, ${bytes / 65_536} pages; its last byte is at ${hex(bytes - 1)}`],
    ["The comparison", `${computed.toLocaleString("en")} + 4 > ${bytes.toLocaleString("en")} is ${outside}: the access ${outside ? "traps" : "is allowed"}`],
  ];
  const { ending } = recording;
  if (ending.how !== "trapped") {
    const band = bandAt(bands(recording.layout, replay.moment), computed)?.title.toLowerCase() ?? "no band";
    return { line: null, parts: [...parts, ["What happened", `No trap. It printed: ${replay.output().trim()}`], ["What lies there", band]] };
  }
  const frame = framesOf(ending.stack, module)[0];
  const line = trapLine(recorded);
  const found = frame
    ? `byte 0x${frame.offset.toString(16)} of the module, ${frame.instruction ?? "an instruction"} in ${frame.function ?? "a function"}`
    : "this browser does not say; the last step does";
  const source = frame?.place ? `main.c, line ${line}, from the module’s line table` : `main.c, line ${line}, from the last step`;
  return { line, parts: [...parts, ["What happened", ending.message], ["Where in the module", found], ["Where in the source", source]] };
}
