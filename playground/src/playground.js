/** The entry: defines the elements that pages use. */

import { WardianPlayground } from "./element.js";
import { WardianLab } from "./lab.js";
import { keepForOffline } from "./offline.js";
import { settings } from "./settings.js";
import { localeFor, speak } from "./strings.js";

await speak(settings.all.locale ?? localeFor(navigator.languages));
customElements.define("wardian-playground", WardianPlayground);
customElements.define("wardian-lab", WardianLab);
keepForOffline();
