/** The entry: defines the elements that pages use. */

import { WardianPlayground } from "./element.js";
import { WardianLab } from "./lab.js";
import { keepForOffline } from "./offline.js";

customElements.define("wardian-playground", WardianPlayground);
customElements.define("wardian-lab", WardianLab);
keepForOffline();
