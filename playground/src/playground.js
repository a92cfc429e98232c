/** The entry: defines <wardian-playground>. */

import { WardianPlayground } from "./element.js";

customElements.define("wardian-playground", WardianPlayground);
