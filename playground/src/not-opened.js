/** Something that was asked for cannot be shown; the message says why in a sentence. */
export class NotOpened extends Error {}
