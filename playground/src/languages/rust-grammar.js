import { rust } from "@codemirror/lang-rust";
import { withCompletion } from "./completion.js";
import { completeRust } from "./rust-names.js";

export const support = () => withCompletion(rust(), completeRust);
