/** A pen as CSS. Colours of a program's own are made readable on the theme's ground, unless it chose the ground too. */

/** @import {Colour, Pen} from "./pen.js" */

const GROUND = "var(--w-code-bg)";
const INK = "var(--w-code-fg)";

/** Where a program chose the ground, the theme's sixteen colours would not fit it: these are Windows Terminal's "Campbell". */
const CAMPBELL = [
  "#0c0c0c", "#c50f1f", "#13a10e", "#c19c00", "#0037da", "#881798", "#3a96dd", "#cccccc",
  "#767676", "#e74856", "#16c60c", "#f9f1a5", "#3b78ff", "#b4009e", "#61d6d6", "#f2f2f2",
];

/** @param {Readonly<Pen>} pen @returns {Partial<CSSStyleDeclaration>} */
export function css(pen) {
  const { bold, dim, italic, underline, struck } = pen;
  const lines = [underline ? "underline" : "", struck ? "line-through" : ""].filter((line) => line !== "").join(" ");
  return {
    ...colours(pen),
    ...(bold ? { fontWeight: "700" } : {}),
    ...(dim ? { opacity: "0.75" } : {}),
    ...(italic ? { fontStyle: "italic" } : {}),
    ...(lines === "" ? {} : { textDecoration: lines }),
  };
}

/** @param {Readonly<Pen>} pen @returns {Partial<CSSStyleDeclaration>} */
function colours({ front, back, inverse }) {
  if (inverse) {
    if (back === null) return { color: GROUND, backgroundColor: front === null ? INK : readable(front) };
    return { color: given(back), backgroundColor: front === null ? contrasting(back) : given(front) };
  }
  if (back === null) return front === null ? {} : { color: readable(front) };
  return { color: front === null ? contrasting(back) : given(front), backgroundColor: given(back) };
}

/** @param {Exclude<Colour, null>} colour */
function given(colour) {
  return typeof colour === "number" ? (CAMPBELL[colour] ?? INK) : colour;
}

/** Dark enough on a light ground, light enough on a dark one. @param {Exclude<Colour, null>} colour */
function readable(colour) {
  if (typeof colour === "number") return `var(--w-ansi-${colour})`;
  return `light-dark(oklch(from ${colour} min(l, 0.5) c h), oklch(from ${colour} max(l, 0.75) c h))`;
}

/** @param {Exclude<Colour, null>} ground */
function contrasting(ground) {
  return `oklch(from ${given(ground)} clamp(0.1, (0.62 - l) * 1000, 0.99) 0 0)`;
}
