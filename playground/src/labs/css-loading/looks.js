/** What a reader sees of the page at one moment. */

/**
 * @typedef {"blank" | "bare" | "partly" | "styled"} Look
 *   Nothing is painted; no style sheet applies; one applies, but not the slow one; the slow one applies.
 */

const SLOW = "/slow.css";

/** The look of what would be painted now. @param {Document} page @returns {Exclude<Look, "blank">} */
export function lookOf(page) {
  const applied = [...page.styleSheets].flatMap((sheet) => applying(sheet, page));
  if (applied.some((sheet) => sheet.href?.endsWith(SLOW))) return "styled";
  return applied.length > 0 ? "partly" : "bare";
}

/** The sheet and those it imports, as far as they have rules for this screen. @param {CSSStyleSheet} sheet @param {Document} page @returns {CSSStyleSheet[]} */
function applying(sheet, page) {
  if (sheet.disabled || !matches(sheet.media.mediaText, page)) return [];
  const rules = rulesOf(sheet);
  const imported = rules.flatMap((rule) => ("styleSheet" in rule && rule.styleSheet !== null ? [/** @type {CSSStyleSheet} */ (rule.styleSheet)] : []));
  const own = rules.some((rule) => !("styleSheet" in rule)) ? [sheet] : [];
  return [...own, ...imported.flatMap((each) => applying(each, page))];
}

/** None of a sheet that failed to load, which a browser may not let anybody read. @param {CSSStyleSheet} sheet */
function rulesOf(sheet) {
  try {
    return [...sheet.cssRules];
  } catch (error) {
    if (/** @type {DOMException} */ (error).name === "SecurityError") return [];
    throw error;
  }
}

/** @param {string} media @param {Document} page */
function matches(media, page) {
  return media === "" || page.defaultView?.matchMedia(media).matches === true;
}
