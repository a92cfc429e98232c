/** Pyodide as a script of its own, which the lab's worker loads when it is first asked for Python. */

import { startPython } from "../../frame/pyodide.js";

Object.assign(self, { startPython });
