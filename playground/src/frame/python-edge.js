/** The package `edge` for programs in a page: the edge's own, but for the module that calls the host. */

import ERRORS from "../../../runner/wardian/edge/python/guest/edge/errors.py";
import FETCHING from "../../../runner/wardian/edge/python/guest/edge/fetching.py";
import PACKAGE from "../../../runner/wardian/edge/python/guest/edge/__init__.py";
import STORAGE from "../../../runner/wardian/edge/python/guest/edge/storage.py";
import HOST from "./edge_host.py";

/** @import {Words} from "../messages.js" */

/** Sources by path. The host's module is told what to say. @param {Words} words @returns {Record<string, string>} */
export function edgePackage({ noFetch, noStore }) {
  return {
    "edge/__init__.py": PACKAGE,
    "edge/errors.py": ERRORS,
    "edge/fetching.py": FETCHING,
    "edge/host.py": `${HOST}\nsay(${JSON.stringify(noFetch)}, ${JSON.stringify(noStore)})\n`,
    "edge/storage.py": STORAGE,
  };
}
