/** Colours of whole lines, and the one that is pointed at from elsewhere. */

import { RangeSetBuilder, StateEffect, StateField } from "@codemirror/state";
import { Decoration, EditorView } from "@codemirror/view";

/** @import {DecorationSet} from "@codemirror/view" */
/** @import {EditorState} from "@codemirror/state" */

/** Class names by line, from 1; they move with the text. @type {import("@codemirror/state").StateEffectType<ReadonlyMap<number, string>>} */
export const tinting = StateEffect.define();

/** A line, null for none. @type {import("@codemirror/state").StateEffectType<number | null>} */
export const lighting = StateEffect.define();

const tints = field(tinting, (lines) => lines);
const light = field(lighting, (line) => new Map(line === null ? [] : [[line, "lit"]]));

export const bands = [tints, light];

/**
 * @template T
 * @param {import("@codemirror/state").StateEffectType<T>} effect
 * @param {(value: T) => ReadonlyMap<number, string>} read
 * @returns {StateField<DecorationSet>}
 */
function field(effect, read) {
  return StateField.define({
    create: () => Decoration.none,
    update(set, { changes, effects, state }) {
      const given = effects.filter((one) => one.is(effect)).at(-1);
      return given === undefined ? set.map(changes) : decorated(state, read(/** @type {T} */ (given.value)));
    },
    provide: (self) => EditorView.decorations.from(self),
  });
}

/** @param {EditorState} state @param {ReadonlyMap<number, string>} lines */
function decorated({ doc }, lines) {
  /** @type {RangeSetBuilder<Decoration>} */
  const builder = new RangeSetBuilder();
  for (const [line, name] of [...lines].sort(([one], [other]) => one - other)) {
    if (line < 1 || line > doc.lines) continue;
    const { from } = doc.line(line);
    builder.add(from, from, Decoration.line({ class: name }));
  }
  return builder.finish();
}
