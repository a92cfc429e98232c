/** The programs that labs start with. They are compiled when the site is built, so that a page without a runner has them. */

import { GROW, LEND, NOTE, STRINGS } from "./memory/compiled.js";
import { instrument } from "./memory/instrument.js";
import { BEYOND, PROGRAMS, projectOf } from "./memory/programs.js";

/** @import {Project} from "../api.js" */

const stepped = [...PROGRAMS.map(({ source }) => source), BEYOND].map((source) => projectOf(instrument(source).text));

/** @type {Project[]} */
export const projects = [...stepped, GROW, LEND, NOTE, STRINGS];
