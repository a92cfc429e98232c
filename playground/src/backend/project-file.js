/** The names that compilers have for a project's files. */

/** `./lib/../a.h` is the project's `a.h`. @param {string} path @param {Record<string, string>} files */
export function own(path, files) {
  const name = new URL(path, "file:///").pathname.slice(1);
  const found = Object.keys(files).find((file) => new URL(file, "file:///").pathname.slice(1) === name);
  return found ?? null;
}
