/** Read-only code in the colours of the editor, without the editor. */

import { parser } from "@lezer/cpp";
import { classHighlighter, highlightCode } from "@lezer/highlight";

export const highlightCss = `
.tok-comment, .tok-meta { color: var(--w-comment); }
.tok-keyword, .tok-operatorKeyword, .tok-modifier { color: var(--w-keyword); font-weight: 600; }
.tok-string, .tok-string2 { color: var(--w-string); }
.tok-number, .tok-bool, .tok-atom { color: var(--w-number); }
.tok-typeName, .tok-className, .tok-namespace { color: var(--w-type); }
.tok-macroName, .tok-labelName { color: var(--w-function); }
`;

/** The spans of a C source. @param {string} code */
export function highlightC(code) {
  const fragment = document.createDocumentFragment();
  const put = (/** @type {string} */ text, /** @type {string} */ classes) => {
    if (classes === "") return fragment.append(text);
    const span = document.createElement("span");
    span.className = classes;
    span.textContent = text;
    fragment.append(span);
  };
  highlightCode(code, parser.parse(code), classHighlighter, put, () => fragment.append("\n"));
  return fragment;
}
