/**
 * What the parts of the whole playground work with.
 * @typedef {object} Bench
 * @property {HTMLElement} host
 * @property {ShadowRoot} root
 * @property {import("../template.js").Parts} parts
 * @property {import("../session.js").Session} session
 * @property {import("../view.js").View} view
 * @property {import("../code.js").Code} code
 * @property {import("../recorder.js").Recorder} record
 * @property {import("../news.js").News} news
 * @property {import("../commands.js").Commands} commands
 * @property {import("./panels.js").Panels} panels
 * @property {() => import("../project.js").Project | null} project  What is shown.
 * @property {import("../projects/shelf.js").Shelf | null} shelf  The learner's projects; null where the browser keeps none.
 * @property {import("./projects/projects.js").Projects} projects  To open them, and to make new ones.
 * @property {(original: import("../project.js").Original) => Promise<void>} show  Shows another project, with what the learner has done to it.
 * @property {(moved?: Record<string, string>) => Promise<void>} sync  To be called when a project's files were changed but by the editor.
 * @property {() => Promise<void>} open  Shows what the page's address or the element names.
 */

export {};
