import { Problem } from '../../core/problem/problem.ts';

/** No text of a FITS file has this: its minus (U+2212) is outside Latin-1. */
const negativeZero = '\u22120';

/**
 * A document as one line of JSON in which −0 keeps its sign, as `-0.0` (numpy and JavaScript read it
 * back so), and infinities are texts. `JSON.stringify` alone writes 0 and null. Throws `fits-too-large` if no text is that long.
 */
export function jsonLine(document: object): string {
  try {
    const marked = JSON.stringify(document, (_key, value: unknown) => {
      if (value === Infinity || value === -Infinity) return String(value);
      return Object.is(value, -0) ? negativeZero : value;
    });
    return `${marked.replaceAll(`"${negativeZero}"`, '-0.0')}\n`;
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
    throw new Problem('fits-too-large', 'this is more than one JSON document can hold', {
      advice: 'Ask for less at a time, or read the file with a program of your own',
    });
  }
}
