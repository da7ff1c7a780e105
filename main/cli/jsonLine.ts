/** No text of a FITS file has this: its minus (U+2212) is outside Latin-1. */
const negativeZero = '\u22120';

/**
 * A document as one line of JSON in which −0 keeps its sign, as `-0.0`: numpy and JavaScript read it
 * back so. `JSON.stringify` alone writes 0.
 */
export function jsonLine(document: object): string {
  const marked = JSON.stringify(document, (_key, value: unknown) =>
    Object.is(value, -0) ? negativeZero : value,
  );
  return `${marked.replaceAll(`"${negativeZero}"`, '-0.0')}\n`;
}
