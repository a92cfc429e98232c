import { cpp } from "@codemirror/lang-cpp";
import { withCompletion } from "./completion.js";

/** The grammar is the largest of all; what completes C is fetched when something is completed. */
export const support = () => withCompletion(cpp(), async (context) => (await import("./c-names.js")).completeC(context));
