/** What the reader prefers, as a style sheet that every root has; changing it changes all of them at once. */

import contrast from "./contrast.css";
import { settings } from "./settings.js";

/** @import {Preferences} from "./settings.js" */

export const appearance = new CSSStyleSheet();

/** The colours that a page may set, as theme.css has them. */
const COLOURS = [
  ..."surface raised fg muted edge primary on-primary focus error warning".split(" "),
  ..."code-bg line selection match comment keyword string number type function".split(" "),
];

/** @type {Record<Preferences["theme"], string>} */
const themes = {
  system: `@media (prefers-contrast: more) { ${contrast} }`,
  light: own("light"),
  dark: own("dark"),
  contrast,
};

/** The playground's own colours, whatever the page around it has. @param {"light" | "dark"} scheme */
function own(scheme) {
  return `:host { color-scheme: ${scheme}; ${COLOURS.map((name) => `--wardian-${name}: initial;`).join(" ")} }`;
}

/** @param {Preferences} preferences */
function draw({ theme, fontSize, wrap }) {
  const broken = wrap ? "--w-line-width: 100%; --w-white-space: pre-wrap;" : "";
  appearance.replaceSync(`:host { --w-text-size: ${fontSize}px; ${broken} } ${themes[theme]}`);
}

draw(settings.all);
settings.changed.on(draw);
