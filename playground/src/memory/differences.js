/** What differs between two states of a memory. */

/** @typedef {{at: number, before: Uint8Array, after: Uint8Array}} Change  As long before as after. */

/** Unchanged bytes that do not end a run of changed ones: two short runs cost more than one with a gap. */
const GAP = 8;

/**
 * Runs of changed bytes by address. Both begin at a multiple of 4 and are multiples of 4 long; what `before` lacks was 0.
 * @param {Uint8Array} before @param {Uint8Array} after  At least as long. @returns {Change[]}
 */
export function differences(before, after) {
  /** @type {Change[]} */
  const found = [];
  const old = words(before);
  const now = words(after);
  for (let i = 0; i < now.length; i++) {
    if (now[i] === (old[i] ?? 0)) continue;
    const from = 4 * i;
    let end = i + 1;
    for (let next = end; next < now.length && next - end <= GAP / 4; next++) {
      if (now[next] !== (old[next] ?? 0)) end = next + 1;
    }
    found.push(change(before, after, from, 4 * end));
    i = end;
  }
  return found;
}

/** @param {Uint8Array} bytes */
function words(bytes) {
  return new Int32Array(bytes.buffer, bytes.byteOffset, bytes.length >> 2);
}

/** @param {Uint8Array} before @param {Uint8Array} after @param {number} from @param {number} to @returns {Change} */
function change(before, after, from, to) {
  const old = new Uint8Array(to - from);
  old.set(before.subarray(from, to));
  return { at: from, before: old, after: after.slice(from, to) };
}
