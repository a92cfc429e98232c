import { Runtime } from "./runtime.js";
Object.assign(window, { Runtime });
