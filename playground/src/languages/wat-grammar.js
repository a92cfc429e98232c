import { wast } from "@codemirror/lang-wast";
import { withCompletion } from "./completion.js";
import { completeWat } from "./wat-names.js";

export const support = () => withCompletion(wast(), completeWat);
