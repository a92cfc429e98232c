/**
 * Layout shift from sampled rectangles, for browsers without the Layout Instability API: each shift is the part of the
 * window that moved elements took up before and after, times how far the farthest moved (https://web.dev/articles/cls).
 */

const CELL = 4;
const STABLE = 3;

/** @typedef {ReadonlyMap<Element, DOMRect>} Places */

/** Where the page's elements are. @param {Document} page @returns {Places} */
export function placesOf(page) {
  return new Map([...page.body.querySelectorAll("*")].map((element) => [element, element.getBoundingClientRect()]));
}

/** @param {Places} before @param {Places} after @param {number} width @param {number} height  Of the window, in CSS pixels. */
export function shiftBetween(before, after, width, height) {
  const columns = Math.ceil(width / CELL);
  const touched = new Uint8Array(columns * Math.ceil(height / CELL));
  let farthest = 0;
  for (const [element, from] of before) {
    const to = after.get(element);
    if (to === undefined || !(isSeen(from, width, height) || isSeen(to, width, height))) continue;
    const moved = Math.max(Math.abs(to.left - from.left), Math.abs(to.top - from.top));
    if (moved < STABLE) continue;
    farthest = Math.max(farthest, moved);
    for (const rect of [from, to]) fill(touched, columns, rect, width, height);
  }
  const impact = touched.reduce((sum, cell) => sum + cell, 0) / touched.length;
  return impact * Math.min(1, farthest / Math.max(width, height));
}

/** @param {DOMRect} rect @param {number} width @param {number} height */
function isSeen({ left, top, right, bottom }, width, height) {
  return right > left && bottom > top && right > 0 && bottom > 0 && left < width && top < height;
}

/** @param {Uint8Array} cells @param {number} columns @param {DOMRect} rect @param {number} width @param {number} height */
function fill(cells, columns, { left, top, right, bottom }, width, height) {
  const last = Math.min(columns, Math.ceil(Math.min(right, width) / CELL));
  for (let row = Math.max(0, Math.floor(top / CELL)); row < Math.ceil(Math.min(bottom, height) / CELL); row += 1) {
    cells.fill(1, row * columns + Math.max(0, Math.floor(left / CELL)), row * columns + last);
  }
}
