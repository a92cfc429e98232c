/**
 * Which bytes of a program came from which line of its source: the line number programs of the section .debug_line.
 * Sources: DWARF Debugging Information Format, versions 4 and 5, section 6.2; "DWARF for WebAssembly" (Yury Delendik),
 * by which an address is an offset into the content of the code section.
 */

import { Reader } from "../wasm/reader.js";
import { header } from "./header.js";

/** @import {Header} from "./header.js" */

/**
 * @typedef {{address: number, file: string, line: number, column: number, end: boolean}} Row
 *   From this address on, up to that of the next row, the code is of this place. Lines start at 1, as columns do; 0 is none
 *   in particular. `end` is the first address after a sequence of rows.
 */

/** @typedef {{address: number, file: number, line: number, column: number}} Registers */

const START = Object.freeze({ address: 0, file: 1, line: 1, column: 0 });

/**
 * @param {Uint8Array} debugLine  The content of .debug_line.
 * @param {Uint8Array | null} lineStrings  The content of .debug_line_str, which version 5 keeps names in.
 * @returns {Row[]}  In the order of the file: sequences of ascending addresses, each ended by a row with `end`.
 */
export function lineRows(debugLine, lineStrings) {
  const reader = new Reader(debugLine);
  const rows = [];
  while (!reader.done) {
    const unit = header(reader, lineStrings);
    if (unit.program !== null) rows.push(...run(unit, unit.program));
    reader.at = unit.end;
  }
  return rows;
}

/** @param {Header} unit @param {Reader} program @returns {Generator<Row>} */
function* run(unit, program) {
  /** @type {Registers} */
  let at = { ...START };
  const row = (end = false) => ({ address: at.address, file: unit.files[at.file] ?? "", line: at.line, column: at.column, end });
  while (!program.done) {
    const opcode = program.u8();
    if (opcode >= unit.opcodeBase) {
      special(unit, at, opcode);
      yield row();
    } else if (opcode === 0) {
      if (extended(program, at)) {
        yield row(true);
        at = { ...START };
      }
    } else if (opcode === COPY) yield row();
    else standard(unit, program, at, opcode);
  }
}

/** Advances the address and the line at once. @param {Header} unit @param {Registers} at @param {number} opcode */
function special(unit, at, opcode) {
  const adjusted = opcode - unit.opcodeBase;
  at.address += Math.floor(adjusted / unit.lineRange) * unit.minimumLength;
  at.line += unit.lineBase + (adjusted % unit.lineRange);
}

/** Returns whether the sequence ends. @param {Reader} program @param {Registers} at */
function extended(program, at) {
  const length = program.leb();
  const after = program.at + length;
  const opcode = program.u8();
  if (opcode === SET_ADDRESS) at.address = program.u32();
  program.at = after;
  return opcode === END_SEQUENCE;
}

/** @param {Header} unit @param {Reader} program @param {Registers} at @param {number} opcode */
function standard(unit, program, at, opcode) {
  if (opcode === ADVANCE_PC) at.address += program.leb() * unit.minimumLength;
  else if (opcode === ADVANCE_LINE) at.line += Number(program.signedLeb());
  else if (opcode === SET_FILE) at.file = program.leb();
  else if (opcode === SET_COLUMN) at.column = program.leb();
  else if (opcode === CONST_ADD_PC) at.address += Math.floor((255 - unit.opcodeBase) / unit.lineRange) * unit.minimumLength;
  else if (opcode === FIXED_ADVANCE_PC) at.address += program.u16();
  else for (let left = unit.operands[opcode] ?? 0; left > 0; left -= 1) program.leb();
}

const [COPY, ADVANCE_PC, ADVANCE_LINE, SET_FILE, SET_COLUMN, CONST_ADD_PC, FIXED_ADVANCE_PC] = [1, 2, 3, 4, 5, 8, 9];
const [END_SEQUENCE, SET_ADDRESS] = [1, 2];
