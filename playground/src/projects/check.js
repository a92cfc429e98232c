/** What a project may look like, as wardian.builds.check has it: said here before anything is sent, or taken in. */

import { strings } from "../strings.js";
import { folderOf } from "./changes.js";

/** @import {Content} from "../project.js" */

export const LIMITS = { files: 64, bytes: 2 ** 20 };

const PATH_BYTES = 200;
const SEGMENT_BYTES = 100;

/** Control, format, line and paragraph separators. */
const INVISIBLE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** What is wrong with a file's path, as the end of a sentence that it begins; null if nothing is. @param {string} path */
export function pathProblem(path) {
  const words = strings.projects.path;
  if (path.startsWith("/")) return words.absolute;
  if (path.includes("\\")) return words.backslash;
  if (/\p{Cs}/u.test(path)) return words.surrogates;
  if (INVISIBLE.test(path)) return words.invisible;
  if (bytesOf(path) > PATH_BYTES) return words.long(PATH_BYTES, bytesOf(path));
  return path.split("/").map(segmentProblem).find((problem) => problem !== null) ?? null;
}

/** @param {string} segment */
function segmentProblem(segment) {
  const words = strings.projects.path;
  if (segment === "") return words.empty;
  if (segment === "." || segment === "..") return words.dots(segment);
  if (/^[-@]/.test(segment)) return words.start(segment.charAt(0));
  if (segment !== segment.trim()) return words.spaces;
  return bytesOf(segment) > SEGMENT_BYTES ? words.longPart(SEGMENT_BYTES, bytesOf(segment)) : null;
}

/** What is wrong with the content as a whole, in a sentence; null if nothing is. @param {Content} content */
export function contentProblem({ files, binary }) {
  const words = strings.projects;
  const paths = [...Object.keys(files), ...Object.keys(binary)];
  if (paths.length > LIMITS.files) return words.tooMany(paths.length, LIMITS.files);
  for (const path of paths) {
    const problem = pathProblem(path);
    if (problem !== null) return words.badPath(path, problem);
  }
  const size = sizeOf({ files, binary });
  if (size > LIMITS.bytes) return words.tooLarge(size, LIMITS.bytes);
  const clash = paths.map(folderAbove(new Set(paths))).find((folder) => folder !== undefined);
  return clash === undefined ? null : words.clash(clash);
}

/** In bytes, paths and all. @param {Pick<Content, "files" | "binary">} content */
export function sizeOf({ files, binary }) {
  const texts = Object.entries(files).reduce((sum, [path, text]) => sum + bytesOf(path) + bytesOf(text), 0);
  return Object.entries(binary).reduce((sum, [path, bytes]) => sum + bytesOf(path) + bytes.length, texts);
}

/** @param {string} text */
export function bytesOf(text) {
  return new TextEncoder().encode(text).length;
}

/** The text in a file's bytes; the bytes, if they are none. @param {Uint8Array<ArrayBuffer>} bytes */
export function held(bytes) {
  if (bytes.includes(0)) return bytes;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return bytes;
  }
}

/** @param {Set<string>} paths */
function folderAbove(paths) {
  return (/** @type {string} */ path) => {
    for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) if (paths.has(folder)) return folder;
    return undefined;
  };
}
