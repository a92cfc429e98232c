/** Lines that the editor leaves out until the reader asks for them. They stay in the text, and numbers do not change. */

import { EditorState, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView, WidgetType } from "@codemirror/view";
import { fold } from "./still.js";

/** @import {Range} from "./fence.js" */
/** @import {DecorationSet} from "@codemirror/view" */

const unfold = StateEffect.define();

class Fold extends WidgetType {
  #count;

  /** @param {number} count */
  constructor(count) {
    super();
    this.#count = count;
  }

  /** @param {Fold} other @override */
  eq(other) {
    return other.#count === this.#count;
  }

  /** @param {EditorView} view @override */
  toDOM(view) {
    return fold([1, this.#count], () => {
      view.dispatch({ effects: unfold.of(null) });
      view.focus();
    });
  }
}

/** @type {StateField<DecorationSet>} */
const folds = StateField.define({
  create: () => Decoration.none,
  update(ranges, transaction) {
    if (transaction.effects.some((effect) => effect.is(unfold))) return Decoration.none;
    return ranges.map(transaction.changes);
  },
  provide: (field) => [
    EditorView.decorations.from(field),
    EditorView.atomicRanges.of((view) => view.state.field(field)),
  ],
});

/** @param {string} text @param {Range[]} ranges */
export function hide(text, ranges) {
  const { doc } = EditorState.create({ doc: text });
  const decorations = ranges.map(([first, last]) =>
    Decoration.replace({ widget: new Fold(last - first + 1), block: true }).range(doc.line(first).from, doc.line(last).to),
  );
  return folds.init(() => Decoration.set(decorations));
}

/** What shows every line of a state that hides one of these. @param {EditorState} state @param {number[]} places */
export function revealing(state, places) {
  let hidden = false;
  for (const place of places) state.field(folds, false)?.between(place, place, () => void (hidden = true));
  return hidden ? [unfold.of(null)] : [];
}
