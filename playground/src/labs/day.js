/** When something was measured or recorded. */

/** As in "1 May 2026". @param {{date: string}} recorded  `date` is ISO 8601. */
export function dayOf({ date }) {
  return new Date(date).toLocaleDateString("en-GB", { dateStyle: "long" });
}
