/** The programs that labs start with. They are compiled when the site is built, so that a page without a runner has them. */

import { BEYOND, PROGRAMS, projectOf } from "./memory/programs.js";
import { instrument } from "./memory/instrument.js";

/** @import {Project} from "../api.js" */

/** @type {Project[]} */
export const projects = [...PROGRAMS.map(({ source }) => source), BEYOND].map((source) => projectOf(instrument(source).text));
