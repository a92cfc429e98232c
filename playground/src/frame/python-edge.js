/** The package `edge` for programs in a page: the edge's own, but for the module that calls the host. */

import ERRORS from "../../../runner/wardian/edge/python/guest/edge/errors.py";
import FETCHING from "../../../runner/wardian/edge/python/guest/edge/fetching.py";
import PACKAGE from "../../../runner/wardian/edge/python/guest/edge/__init__.py";
import STORAGE from "../../../runner/wardian/edge/python/guest/edge/storage.py";
import HOST from "./edge_host.py";
import { NO_FETCH, NO_KV } from "./grants.js";

/** The texts that edge_host.py wants to be told. */
const SAY = `\nsay(${JSON.stringify(NO_FETCH)}, ${JSON.stringify(NO_KV)})\n`;

/** Sources by path. @type {Record<string, string>} */
export const EDGE_PACKAGE = {
  "edge/__init__.py": PACKAGE,
  "edge/errors.py": ERRORS,
  "edge/fetching.py": FETCHING,
  "edge/host.py": HOST + SAY,
  "edge/storage.py": STORAGE,
};
