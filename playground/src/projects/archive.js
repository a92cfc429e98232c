/** Projects as zip archives: what `wardian build` takes when it is unpacked. */

import { unzipSync, zipSync } from "fflate";
import { languages } from "../languages/index.js";
import { strings } from "../strings.js";
import { NAME, aboutText, readAbout } from "./about.js";
import { withFile } from "./changes.js";
import { LIMITS, contentProblem, held } from "./check.js";

/** @import {Content, Original, Project} from "../project.js" */

/** @typedef {[path: string, bytes: Uint8Array<ArrayBuffer>]} Incoming */

/** Something that is no project; the message says why in a sentence. */
export class NoProject extends Error {}

/** An archive may be that much larger than the files in it. */
const MOST_BYTES = 8 * 2 ** 20;

/** @param {Project} project @returns {Uint8Array<ArrayBuffer>} */
export function pack(project) {
  const folder = fileName(project.name);
  const encoder = new TextEncoder();
  const texts = Object.entries({ [NAME]: aboutText(project), ...project.files });
  /** @type {Incoming[]} */
  const files = [...texts.map(([path, text]) => /** @type {Incoming} */ ([path, encoder.encode(text)])), ...Object.entries(project.binary)];
  const entries = Object.fromEntries(files.map(([path, bytes]) => [`${folder}/${path}`, bytes]));
  return /** @type {Uint8Array<ArrayBuffer>} */ (zipSync(entries, { mtime: new Date(1980, 0, 2) }));
}

/** The files in an archive. Throws NoProject. @param {Uint8Array} bytes @returns {Incoming[]} */
export function unpack(bytes) {
  if (bytes.length > MOST_BYTES) throw new NoProject(strings.projects.archiveTooLarge(bytes.length, MOST_BYTES));
  let size = 0;
  const filter = ({ originalSize = 0, name = "" }) => {
    if (name.endsWith("/") || leftOut(name)) return false;
    size += originalSize;
    if (size > LIMITS.bytes) throw new NoProject(strings.projects.tooLarge(size, LIMITS.bytes));
    return true;
  };
  try {
    return /** @type {Incoming[]} */ (Object.entries(unzipSync(bytes, { filter })));
  } catch (error) {
    if (error instanceof NoProject) throw error;
    throw new NoProject(strings.projects.noArchive);
  }
}

/** What the files are a project of. Throws NoProject. @param {Incoming[]} incoming @param {string} name  Where nothing else names it. @returns {Original} */
export function projectOf(incoming, name) {
  const files = withoutCommonFolder(incoming.filter(([path]) => !leftOut(path)));
  const about = files.find(([path]) => path === NAME);
  const told = about === undefined ? {} : readAbout(new TextDecoder().decode(about[1]));
  /** @type {Content} */
  const nothing = { files: {}, binary: {}, folders: [] };
  const content = files.filter((file) => file !== about).reduce((content, [path, bytes]) => withFile(content, path, held(bytes)), nothing);
  const language = languageOf(content, told.language);
  const problem = contentProblem(content);
  if (problem !== null) throw new NoProject(problem);
  const run = { args: [], stdin: "", env: {} };
  return { key: "", title: name, description: "", kind: "console", run, ...told, language, files: content.files, binary: content.binary };
}

/** A name for a file or folder of any system. @param {string} name */
export function fileName(name) {
  return name.replaceAll(/[^\p{L}\p{N}._ -]+/gu, "-").replace(/^[.\s-]+|[.\s]+$/g, "").slice(0, 60) || "project";
}

/** @param {Content} content @param {string | undefined} stated */
function languageOf({ files }, stated) {
  const entries = languages.map(({ entry }) => entry);
  const known = languages.find(({ name }) => name === stated);
  const found = known === undefined ? languages.filter(({ entry }) => entry in files) : [known];
  const [language] = found;
  if (found.length > 1) throw new NoProject(strings.projects.manyEntries(found.map(({ entry }) => entry)));
  if (language === undefined || !(language.entry in files)) throw new NoProject(strings.projects.noEntry(language ? [language.entry] : entries));
  return language.name;
}

/** Archives and folders often have one folder with all in it. @param {Incoming[]} files @returns {Incoming[]} */
function withoutCommonFolder(files) {
  const [first = ""] = files.map(([path]) => path);
  const folder = first.slice(0, first.indexOf("/") + 1);
  if (folder === "" || !files.every(([path]) => path.startsWith(folder))) return files;
  return withoutCommonFolder(files.map(([path, bytes]) => [path.slice(folder.length), bytes]));
}

/** As `wardian build` does: what systems and tools leave in folders. @param {string} path */
function leftOut(path) {
  return path.split("/").some((part) => (part.startsWith(".") && part !== "." && part !== "..") || part.startsWith("__pycache__") || part === "__MACOSX");
}
