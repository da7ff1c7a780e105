import type { Header } from '../../fits/header.ts';

/**
 * The telescope of an APOGEE spectrum: TELESCOP; in apStar files of DR17 and later, which have no
 * such card, what the file name of the first visit says (SDSS data model, apStar). Undefined if that
 * does not tell: apVisit files of SDSS-IV are of two telescopes at APO.
 */
export function telescopeOf(header: Header): string | undefined {
  const stated = header.string('TELESCOP')?.trim();
  if (stated !== undefined && stated !== '') return stated;
  const visit = header.string('SFILE1')?.trim() ?? '';
  const named = /-(apo25m|apo1m|lco25m)-/.exec(visit)?.[1];
  return named ?? (visit.startsWith('asVisit-') ? 'lco25m' : undefined);
}
