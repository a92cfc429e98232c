/** How a piece of text looks: what "select graphic rendition" (ECMA-48, SGR) has said so far. */

/** A colour: one of the sixteen that a theme has by number, or a CSS colour. @typedef {number | string | null} Colour */

/**
 * @typedef {object} Pen
 * @property {Colour} front
 * @property {Colour} back
 * @property {boolean} bold
 * @property {boolean} dim
 * @property {boolean} italic
 * @property {boolean} underline
 * @property {boolean} struck
 * @property {boolean} inverse
 */

/** @type {Readonly<Pen>} */
export const PLAIN = { front: null, back: null, bold: false, dim: false, italic: false, underline: false, struck: false, inverse: false };

/** @type {Readonly<Record<number, Partial<Pen>>>} */
const EFFECTS = {
  1: { bold: true },
  2: { dim: true },
  3: { italic: true },
  4: { underline: true },
  7: { inverse: true },
  9: { struck: true },
  21: { underline: true },
  22: { bold: false, dim: false },
  23: { italic: false },
  24: { underline: false },
  27: { inverse: false },
  29: { struck: false },
  39: { front: null },
  49: { back: null },
};

const CUBE = [0, 95, 135, 175, 215, 255];

/** @param {Readonly<Pen>} pen @param {string} parameters  As between "ESC [" and "m". @returns {Readonly<Pen>} */
export function dipped(pen, parameters) {
  const codes = parameters.split(";").map((part) => part.split(":").map(Number));
  let after = pen;
  for (let at = 0; at < codes.length; at++) {
    const [code = 0, ...within] = codes[at] ?? [];
    if (code === 38 || code === 48) {
      const rest = within.length > 0 ? withoutSpace(within) : codes.slice(at + 1).flat();
      const { colour, used } = extended(rest);
      if (within.length === 0) at += used;
      if (colour !== undefined) after = code === 38 ? { ...after, front: colour } : { ...after, back: colour };
    } else after = code === 0 ? PLAIN : { ...after, ...(EFFECTS[code] ?? basic(code)) };
  }
  return after;
}

/** The eight colours and their bright forms. @param {number} code @returns {Partial<Pen>} */
function basic(code) {
  const bright = code >= 90 ? 8 : 0;
  const from = bright === 0 ? code : code - 60;
  if (from >= 30 && from <= 37) return { front: from - 30 + bright };
  return from >= 40 && from <= 47 ? { back: from - 40 + bright } : {};
}

/** With colons, a colour space may stand before R. @param {number[]} codes */
function withoutSpace([kind = 0, ...values]) {
  return kind === 2 && values.length > 3 ? [kind, ...values.slice(1)] : [kind, ...values];
}

/** What follows 38 or 48: "5;N", or "2;R;G;B". @param {number[]} codes */
function extended(codes) {
  const [kind, ...values] = codes;
  if (kind === 5) return { colour: indexed(values[0]), used: 2 };
  if (kind !== 2) return { colour: undefined, used: 1 };
  const rgb = values.slice(0, 3);
  return { colour: rgb.length === 3 && rgb.every(isByte) ? `rgb(${rgb.join(" ")})` : undefined, used: 4 };
}

/** The 256 colours of xterm. @param {number | undefined} index @returns {Colour | undefined} */
function indexed(index) {
  if (!isByte(index)) return undefined;
  if (index < 16) return index;
  if (index >= 232) return `rgb(${Array(3).fill(8 + 10 * (index - 232)).join(" ")})`;
  const place = index - 16;
  return `rgb(${[place / 36, place / 6, place].map((step) => CUBE[Math.floor(step) % 6]).join(" ")})`;
}

/** @param {number | undefined} value @returns {value is number} */
function isByte(value) {
  return value !== undefined && Number.isInteger(value) && value >= 0 && value <= 255;
}
