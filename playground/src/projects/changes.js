/** What can be done to the files of a project; each makes other content out of some. Folders have no slash at their end. */

/** @import {Content} from "../project.js" */

/** @param {Content} content @param {string} path @param {string | Uint8Array<ArrayBuffer>} held @returns {Content} */
export function withFile(content, path, held) {
  const { files, binary, folders } = without(content, path);
  if (typeof held === "string") files[path] = held;
  else binary[path] = held;
  return tidy({ files, binary, folders });
}

/** @param {Content} content @param {string} path @returns {Content} */
export function withFolder(content, path) {
  return tidy({ ...content, folders: [...content.folders, path] });
}

/** Without a file, or a folder and all that is in it; the folder around it stays. @param {Content} content @param {string} path @returns {Content} */
export function without({ files, binary, folders }, path) {
  const stays = (/** @type {string} */ other) => !within(other, path);
  return tidy({
    files: filtered(files, stays),
    binary: filtered(binary, stays),
    folders: [...folders.filter(stays), folderOf(path)],
  });
}

/** With a file or a folder at another path. @param {Content} content @param {string} from @param {string} to @returns {Content} */
export function moved({ files, binary, folders }, from, to) {
  const now = (/** @type {string} */ path) => (within(path, from) ? to + path.slice(from.length) : path);
  return tidy({ files: renamed(files, now), binary: renamed(binary, now), folders: [...folders.map(now), folderOf(from)] });
}

/** The paths of the files that `moved` moves, by their old ones. @param {Content} content @param {string} from @param {string} to */
export function movesOf({ files, binary }, from, to) {
  const paths = [...Object.keys(files), ...Object.keys(binary)].filter((path) => within(path, from));
  return Object.fromEntries(paths.map((path) => [path, to + path.slice(from.length)]));
}

/** Every folder, those that hold files too. @param {Content} content */
export function foldersOf({ files, binary, folders }) {
  const found = new Set(folders);
  for (const path of [...Object.keys(files), ...Object.keys(binary), ...folders]) {
    for (let folder = folderOf(path); folder !== ""; folder = folderOf(folder)) found.add(folder);
  }
  return [...found].sort();
}

/** The empty string for what is in no folder. @param {string} path */
export function folderOf(path) {
  return path.slice(0, Math.max(path.lastIndexOf("/"), 0));
}

/** @param {string} path */
export function nameOf(path) {
  return path.slice(path.lastIndexOf("/") + 1);
}

/** @param {string} folder @param {string} name */
export function join(folder, name) {
  return folder === "" ? name : `${folder}/${name}`;
}

/** Whether it is that file or folder, or in it. @param {string} path @param {string} folder */
export function within(path, folder) {
  return path === folder || path.startsWith(`${folder}/`);
}

/** Only folders that hold nothing need to be remembered. @param {Content} content @returns {Content} */
function tidy({ files, binary, folders }) {
  const held = [...Object.keys(files), ...Object.keys(binary), ...folders];
  const empty = (/** @type {string} */ folder) => !held.some((path) => path !== folder && within(path, folder));
  return { files, binary, folders: [...new Set(folders)].filter((folder) => folder !== "" && empty(folder)).sort() };
}

/** @template T @param {Record<string, T>} record @param {(path: string) => boolean} stays */
function filtered(record, stays) {
  return Object.fromEntries(Object.entries(record).filter(([path]) => stays(path)));
}

/** @template T @param {Record<string, T>} record @param {(path: string) => string} now */
function renamed(record, now) {
  return Object.fromEntries(Object.entries(record).map(([path, held]) => [now(path), held]));
}
