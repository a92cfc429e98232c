/** What compilers say of the files: marked in their text, with fixes that are applied only where the text is as it was. */

import { setDiagnostics } from "@codemirror/lint";
import { revealing } from "../hidden.js";
import { markOf } from "./diagnostics.js";
import { Snapshot } from "./snapshot.js";

/** @import {ChangeSet} from "@codemirror/state" */
/** @import {Diagnostic, Fix} from "../api.js" */
/** @import {Files} from "./files.js" */

/** Whose diagnostics they are: those of a build last until the next, those of a check until something is typed. @typedef {"build" | "check"} Teller */

export class Told {
  #files;
  #onFix;
  #snapshots = { build: new Snapshot([]), check: new Snapshot([]) };

  /** @param {Files} files @param {((fix: Fix, teller: Teller) => void) | null} onFix  Null where the text cannot be changed. */
  constructor(files, onFix) {
    this.#files = files;
    this.#onFix = onFix;
  }

  /** Nothing that was said is about these files. */
  forget() {
    this.#snapshots = { build: new Snapshot([]), check: new Snapshot([]) };
  }

  /** The next diagnostics speak of what is in the files now. @param {Teller} teller */
  remember(teller) {
    this.#snapshots[teller] = new Snapshot(this.#files.all);
  }

  /** @param {string} path @param {ChangeSet} changes */
  changed(path, changes) {
    for (const snapshot of Object.values(this.#snapshots)) snapshot.changed(path, changes);
  }

  /** Marks the lines of every file. @param {Diagnostic[]} diagnostics @param {Teller} teller */
  mark(diagnostics, teller) {
    const onFix = this.#onFix;
    const apply = onFix && ((/** @type {Fix} */ fix) => onFix(fix, teller));
    if (teller === "check") this.remember(teller);
    this.#files.changeAll((path, state) => {
      const marks = diagnostics.filter(({ file }) => file === path).map((diagnostic) => markOf(state, diagnostic, apply));
      const effects = teller === "build" ? revealing(state, marks.map(({ from }) => from)) : [];
      return [setDiagnostics(state, marks), { effects }];
    });
  }

  /** Whether the text there is still as it was told of. @param {Fix["edits"][number]} edit @param {Teller} teller */
  unchanged(edit, teller) {
    return this.#snapshots[teller].unchanged(edit);
  }

  /** What the edits are in the present text. @param {Fix["edits"]} edits @param {Teller} teller */
  changes(edits, teller) {
    return edits.map((edit) => this.#snapshots[teller].change(edit)).filter((change) => change !== null);
  }
}
