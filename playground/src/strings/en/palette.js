/** The palette of commands, and the list of keys. */
export const palette = {
  open: "All commands",
  search: "What do you want to do?",
  found: (/** @type {number} */ count) => (count === 0 ? "No command is called so." : count === 1 ? "One command" : `${count} commands`),
  keys: "Keys",
  keysHint: "Commands without a key are found by name in “All commands”.",
  everywhere: "In the whole playground",
  within: "In the text",
  byName: "By name",
  places: "Elsewhere",
  others: {
    Tab: "Go to the next control",
    "Esc Tab": "Leave the text",
    "← →": "Move between tabs, and move the divider when it is focused",
    Delete: "Close the focused tab, or delete the focused file",
    F2: "Rename the focused file",
    Enter: "Send a line of input, or open what is focused",
    Esc: "Close a dialog",
  },
};
