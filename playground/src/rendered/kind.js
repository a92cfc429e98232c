/** What a program prints, told by its beginning: a Content-Type header as in CGI (RFC 3875), or an image file's first bytes. */

/**
 * `from` is where the content begins.
 * @typedef {{type: "netpbm" | "image" | "html", media: string, from: number}} Kind
 */

/** Bytes in which the headers must end. */
const HEADERS = 8192;
const HEADER_BLOCK = /^(?:[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\n]*\n)+\r?\n/;
const FILES = /** @type {const} */ ([
  [/^\x89PNG\r\n\x1a\n/, "image/png"],
  [/^\xff\xd8\xff/, "image/jpeg"],
  [/^GIF8[79]a/, "image/gif"],
  [/^P[1-6]\s+(?:#[^\n]*\n\s*)*\d+\s+(?:#[^\n]*\n\s*)*\d+\s/, "image/x-portable-anymap"],
]);
const BEGINNING = /^(?:\x89|\xff\xd8?|G|P|[!#$%&'*+.^_`|~0-9A-Za-z-]*$)/;
const IMAGES = /^image\/(?:png|jpeg|gif|webp|avif|bmp|svg\+xml)$/;

/** Undefined as long as it cannot be told; null for text. @param {Uint8Array} bytes @param {boolean} ended @returns {Kind | null | undefined} */
export function kindOf(bytes, ended) {
  const text = String.fromCharCode(...bytes.subarray(0, HEADERS)); // TextDecoder takes Latin-1 for Windows-1252
  const file = FILES.find(([beginning]) => beginning.test(text));
  if (file !== undefined) return ofMedia(file[1], 0);
  const block = HEADER_BLOCK.exec(text)?.[0];
  if (block !== undefined) return ofMedia(/^content-type:[ \t]*([^\s;]+)/im.exec(block)?.[1]?.toLowerCase() ?? "", block.length);
  const open = BEGINNING.test(text) || /^(?:[\w-]+:[^\n]*(?:\n|$))+(?:[\w-]*$)?/.test(text);
  return !ended && open && text.length < HEADERS ? undefined : null;
}

/** @param {string} media @param {number} from @returns {Kind | null} */
function ofMedia(media, from) {
  if (/^image\/x-portable-(?:any|bit|gray|pix)map$/.test(media)) return { type: "netpbm", media, from };
  if (IMAGES.test(media)) return { type: "image", media, from };
  return media === "text/html" ? { type: "html", media, from } : null;
}
