/** What happens in one playground. The session and the desk tell it; what stands around them listens. */

import { Topic } from "./topic.js";

/** @import {Build} from "./api.js" */
/** @import {Arrangement} from "./code.js" */
/** @import {Source} from "./backend/index.js" */
/** @import {Deployment} from "./deployment/calls.js" */
/** @import {Purpose, State} from "./machine.js" */
/** @import {Ending, Inspection} from "./messages.js" */
/** @import {Content, Project} from "./project.js" */

/**
 * A build that ended, with what it was made of.
 * @typedef {{build: Build, source: Source, profile: "debug" | "release"}} Built
 * @typedef {{ending: Ending, milliseconds: number}} Ended
 * @typedef {{deployment: Deployment, project: Project, content: Content}} Deployed  `content` is what was built.
 */

export class News {
  /** Another project is shown. @type {Topic<Project>} */
  opened = new Topic();
  /** It is there to be changed and run. @type {Topic<Project>} */
  shown = new Topic();
  /** Its text or its list of files has changed. @type {Topic<Project>} */
  edited = new Topic();
  /** It has another name. @type {Topic<Project>} */
  named = new Topic();
  /** Another file is shown, or others are open. @type {Topic<Arrangement>} */
  arranged = new Topic();
  /** Something is about to be built. @type {Topic<Purpose>} */
  began = new Topic();
  /** @type {Topic<State>} */
  state = new Topic();
  /** @type {Topic<Built>} */
  built = new Topic();
  /** What a run left in its memory, if that was wanted; `ended` follows. @type {Topic<Inspection>} */
  inspected = new Topic();
  /** A program that ran in the browser has come to its own end. @type {Topic<Ended>} */
  ended = new Topic();
  /** @type {Topic<Deployed>} */
  deployed = new Topic();
  /** The element is taken from the page. @type {Topic<void>} */
  left = new Topic();
}
