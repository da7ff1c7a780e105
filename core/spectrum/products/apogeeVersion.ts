import type { Header } from '../../fits/header.ts';

/**
 * The version of the APOGEE pipeline that wrote a file, by its HISTORY (`APSTAR:  APOGEE Reduction
 * Pipeline Version: v3_49`): apStar files have no card for it. Undefined if nothing is said.
 */
export function apogeeVersion({ text }: Header): string | undefined {
  const before = 'Reduction Pipeline Version: ';
  const place = text.indexOf(before);
  if (place < 0) return undefined;
  const rest = text.slice(place + before.length, place + before.length + 40);
  return /^ *(\S+)/.exec(rest)?.[1];
}
