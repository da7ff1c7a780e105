/** Bytes that are enough to tell a web page from a data file. */
export const SNIFF_BYTES = 512;

/**
 * Whether the start of a body is a web page: maintenance notices and login pages of networks come
 * with status 200. No SDSS file starts with `<`, except HTML and XML ones, which nobody fetches
 * under another name.
 */
export function looksLikeHtml(start: Buffer): boolean {
  const text = start.subarray(0, SNIFF_BYTES).toString('latin1');
  return /^(?:\u00ef\u00bb\u00bf)?\s*(?:<!--[^]*?-->\s*)?<(?:!doctype html|html|head|body)\b/i.test(
    text,
  );
}

export function isHtmlName(name: string): boolean {
  return /\.x?html?$/i.test(name);
}
