/** Files from outside: chosen in the browser's dialog, or dropped; folders with all that is in them. */

import { element } from "../../dom.js";
import { join } from "../../projects/changes.js";

/** @typedef {[path: string, bytes: Uint8Array<ArrayBuffer>]} Incoming */

/** What the learner picks; nothing, if the dialog is closed. @param {string} folder  Where they go. @param {{accept?: string, whole?: boolean}} [options]  `whole`: a folder. @returns {Promise<Incoming[]>} */
export async function pickedFiles(folder, { accept = "", whole = false } = {}) {
  const input = element("input", { type: "file", multiple: true, accept, webkitdirectory: whole });
  const picked = new Promise((resolve) => {
    input.addEventListener("change", resolve, { once: true });
    input.addEventListener("cancel", resolve, { once: true });
  });
  input.click();
  await picked;
  return Promise.all([...(input.files ?? [])].map(async (file) => [join(folder, file.webkitRelativePath || file.name), await bytesOf(file)]));
}

/** @param {DataTransfer} transfer @returns {Promise<Incoming[]>} */
export async function droppedFiles(transfer) {
  const given = [...transfer.items].filter(({ kind }) => kind === "file").map((item) => item.webkitGetAsEntry() ?? item.getAsFile());
  const found = given.map(async (one) => (one instanceof File ? [await named(one)] : one === null ? [] : filesIn(one, "")));
  return (await Promise.all(found)).flat();
}

/** @param {File} file @returns {Promise<Incoming>} */
async function named(file) {
  return [file.name, await bytesOf(file)];
}

/** @param {FileSystemEntry} entry @param {string} folder @returns {Promise<Incoming[]>} */
async function filesIn(entry, folder) {
  const path = join(folder, entry.name);
  if (entry instanceof FileSystemFileEntry) {
    /** @type {File} */
    const file = await new Promise((resolve, reject) => entry.file(resolve, reject));
    return [[path, await bytesOf(file)]];
  }
  const reader = /** @type {FileSystemDirectoryEntry} */ (entry).createReader();
  const found = [];
  for (let some = await batch(reader); some.length > 0; some = await batch(reader)) found.push(...some);
  return (await Promise.all(found.map((one) => filesIn(one, path)))).flat();
}

/** @param {FileSystemDirectoryReader} reader @returns {Promise<FileSystemEntry[]>} */
function batch(reader) {
  return new Promise((resolve, reject) => reader.readEntries(resolve, reject));
}

/** @param {File} file */
async function bytesOf(file) {
  return new Uint8Array(await file.arrayBuffer());
}
