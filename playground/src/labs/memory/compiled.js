/** The programs whose functions the labs about memory call. */

import grow from "../../../../site/programs/memory/grow.c";
import lend from "../../../../site/programs/memory/lend.rs";
import note from "../../../../site/programs/memory/note.wat";
import strings from "../../../../site/programs/memory/strings.c";

/** @import {Project} from "../../api.js" */

/** @type {Project} */
export const GROW = { language: "c", files: { "main.c": grow } };
/** @type {Project} */
export const LEND = { language: "rust", files: { "main.rs": lend } };
/** @type {Project} */
export const NOTE = { language: "wat", files: { "main.wat": note } };
/** @type {Project} */
export const STRINGS = { language: "c", files: { "main.c": strings } };
