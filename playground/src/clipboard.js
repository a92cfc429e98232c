/** Copies a text. Resolves to whether the browser let it; some have no clipboard without HTTPS. @param {string} text */
export async function copied(text) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
