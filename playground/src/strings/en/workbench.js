/** The whole playground, around the text and the output. */
export const workbench = {
  playground: "Playground",
  views: "Views of the result",
  output: "Output",
  divider: "Divider between the text and the results",
  close: "Close",
  side: "Files of the project",
  showSide: "Files",
  commands: {
    run: "Build and run in this browser",
    stop: "Stop the program or the build",
    deploy: "Build and put it on the edge",
    share: "Make a link to this program",
    reset: "Go back to the original program",
    divider: "Put the divider back in its place",
    side: "Show or hide the files",
  },
};
