/** Where the site's files are. Every chunk lies beside playground.js, so any module's address will do. */

/** The folder assets/playground/ of the site. */
export const PLAYGROUND = new URL("./", import.meta.url).href;

/** Whether the page is another site's, which has no more of this one than its scripts. */
export const isForeign = new URL(PLAYGROUND).origin !== globalThis.location?.origin;

/** The folder assets/ of the site. */
export const ASSETS = new URL("../", import.meta.url).href;
