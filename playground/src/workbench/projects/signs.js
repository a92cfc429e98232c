/** The signs on buttons of the files. */

const SVG = "http://www.w3.org/2000/svg";

/** Paths in a square of 16. */
const SIGNS = {
  newFile: "M3 1.5h6l3 3V8h-1.4V5.2H8.3V2.9H4.4v10.2H8v1.4H3zM11 9.5h1.5V11.5h2V13h-2v2H11v-2H9v-1.5h2z",
  newFolder: "M1.5 3h4.6l1.4 1.6h7V8h-1.4V6H2.9v6H8v1.4H1.5zM11 8.8h1.5v2h2v1.5h-2v2H11v-2H9v-1.5h2z",
  upload: "M8 1.5 12.5 6h-3.400v5H6.900V6H3.500zM2.500 12.600h11V14h-11z",
  rename: "M11.300 1.600 14.400 4.700 6 13.100 2 14l.9-4zM3.900 12.100l1.500-.3-1.200-1.200z",
  remove: "M6 1.500h4V3h3.500v1.500h-11V3H6zM3.700 5.700h8.600l-.6 8.800H4.300z",
};

/** @param {keyof typeof SIGNS} name */
export function sign(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("viewBox", "0 0 16 16");
  svg.setAttribute("aria-hidden", "true");
  const path = document.createElementNS(SVG, "path");
  path.setAttribute("d", SIGNS[name]);
  svg.append(path);
  return svg;
}
