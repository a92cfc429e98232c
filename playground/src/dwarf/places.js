/** Which line of a project each byte of a module came from. */

import { customSection } from "../wasm/module.js";
import { lineRows } from "./lines.js";

/** @import {Body, Module} from "../wasm/module.js" */

/** @typedef {{file: string, line: number}} Place  A line, from 1, of a file of the project. */

const CODE = 10;

export class Places {
  /** In ascending order; where one sequence ends and another begins, the beginning comes last. @type {{offset: number, end: boolean, place: Place | null}[]} */
  #rows;

  /** @param {Module} module @param {string[]} files  Their paths in the project. */
  constructor(module, files) {
    const lines = customSection(module, ".debug_line");
    const code = module.sections.find(({ id }) => id === CODE);
    const rows = lines === null || code === undefined ? [] : lineRows(lines, customSection(module, ".debug_line_str"));
    const start = code?.from ?? 0;
    const known = new Map([...new Set(rows.map(({ file }) => file))].map((file) => [file, pathOf(file, files)]));
    this.#rows = rows
      .map(({ address, file, line, end }) => {
        const path = known.get(file) ?? null;
        return { offset: start + address, end, place: end || line === 0 || path === null ? null : { file: path, line } };
      })
      .sort((one, other) => one.offset - other.offset || Number(other.end) - Number(one.end));
  }

  /** Whether the module says where anything in it came from. */
  get known() {
    return this.#rows.some(({ place }) => place !== null);
  }

  /** @param {number} offset  Into the file. */
  at(offset) {
    return this.#rows[this.#before(offset)]?.place ?? null;
  }

  /** Whether any of it came from the project. @param {Body} body */
  has({ from, to }) {
    for (let index = Math.max(0, this.#before(from)); (this.#rows[index]?.offset ?? to) < to; index++) {
      const row = this.#rows[index];
      if (row?.place && row.offset >= from) return true;
    }
    return false;
  }

  /** The last row that is not after the offset; -1 if there is none. @param {number} offset */
  #before(offset) {
    let low = -1;
    let high = this.#rows.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#rows[middle]?.offset ?? Infinity) <= offset) low = middle;
      else high = middle;
    }
    return low;
  }
}

/** The file of the project that a compiler calls so. @param {string} name @param {string[]} files */
function pathOf(name, files) {
  const clean = name.replace(/^\.\//, "");
  return files.find((file) => clean === file || clean.endsWith(`/${file}`)) ?? null;
}
