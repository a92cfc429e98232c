import { python } from "@codemirror/lang-python";
import { withCompletion } from "./completion.js";
import { completePython } from "./python-names.js";

export const support = () => withCompletion(python(), completePython);
