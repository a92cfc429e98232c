/** What a program printed, shown as a picture or a page. */
export const rendered = {
  ways: "How the output is shown",
  shown: "Rendered",
  text: "Text",
  picture: "The picture that the program printed",
  page: "The page that the program printed",
  broken: (/** @type {string} */ media) => `This is no whole ${media}. Choose “Text” to see what was printed.`,
};
