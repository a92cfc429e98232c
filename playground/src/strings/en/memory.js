/** A view of a memory's bytes. */
export const memory = {
  grid: (/** @type {string} */ label, /** @type {number} */ rows) =>
    `${label}. Arrow keys move from byte to byte, Page Up and Page Down by ${rows} rows.`,
  address: "Address",
  text: "Text",
  names: "Names",
  place: (/** @type {string} */ hex, /** @type {string} */ decimal, /** @type {number} */ page) =>
    `${hex} is address ${decimal}, in page ${page}`,
  byteOf: (/** @type {number} */ index, /** @type {string} */ name) => `byte ${index} of ${name}`,
  value: (/** @type {number} */ byte) => `value ${byte}`,
  justChanged: "just changed",
  bands: { stack: "Stack", data: "Data", rest: "Zeroed data and heap" },
  sentence: (/** @type {string[]} */ parts) => `${parts.join(", ")}.`,
};
