/** Areas in proportion to sizes: a squarified treemap (Bruls, Huizing, van Wijk, 2000). */

/** @typedef {{x: number, y: number, width: number, height: number}} Box */

/** A box for each size, in their order, which is descending. @param {number[]} sizes @param {Box} room @returns {Box[]} */
export function treemap(sizes, room) {
  const total = sizes.reduce((sum, size) => sum + size, 0);
  const scale = total === 0 ? 0 : (room.width * room.height) / total;
  /** @type {Box[]} */
  const boxes = [];
  let left = room;
  for (let from = 0; from < sizes.length; ) {
    const side = Math.min(left.width, left.height);
    let to = from + 1;
    while (to < sizes.length && worst(areas(from, to + 1), side) <= worst(areas(from, to), side)) to++;
    const [row, rest] = laid(areas(from, to), left);
    boxes.push(...row);
    left = rest;
    from = to;
  }
  return boxes;

  /** @param {number} from @param {number} to */
  function areas(from, to) {
    return sizes.slice(from, to).map((size) => size * scale);
  }
}

/** How far from a square the longest box of a row is. @param {number[]} areas @param {number} side */
function worst(areas, side) {
  const sum = areas.reduce((one, other) => one + other, 0);
  return Math.max(...areas.map((area) => Math.max((side * side * area) / (sum * sum), (sum * sum) / (side * side * area))));
}

/** A row along the shorter side, and the room that it leaves. @param {number[]} areas @param {Box} room @returns {[Box[], Box]} */
function laid(areas, { x, y, width, height }) {
  const sum = areas.reduce((one, other) => one + other, 0);
  const across = width >= height;
  const depth = sum / Math.max(across ? height : width, Number.MIN_VALUE);
  let at = across ? y : x;
  const row = areas.map((area) => {
    const length = depth === 0 ? 0 : area / depth;
    const box = across ? { x, y: at, width: depth, height: length } : { x: at, y, width: length, height: depth };
    at += length;
    return box;
  });
  const rest = across ? { x: x + depth, y, width: width - depth, height } : { x, y: y + depth, width, height: height - depth };
  return [row, rest];
}
