/** A project's files under assets/, which a deployment serves as they are: no compiler and no program gets them. */

const FOLDER = "assets/";

/** @template T @param {Record<string, T>} files */
export function withoutAssets(files) {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith(FOLDER)));
}
