import type { CurveCandidate } from '../../core/api/spectrum.ts';
import type { FitsFile } from '../../core/fits/fitsFile.ts';
import { candidates, type Candidate } from '../../core/spectrum/candidates.ts';

/**
 * What in a file may be a curve, for the form: vector columns and images with many rows are one line
 * each, with the number of their rows, of which any may be taken. Images of which every row is
 * listed stay a line for each row: their rows are curves of different kinds.
 */
export function curveCandidates(fits: FitsFile): CurveCandidate[] {
  const all = candidates(fits);
  return all.flatMap((candidate): CurveCandidate[] => {
    const rows = rowsAt(fits, candidate);
    if (rows === undefined || rows === 1) return [candidate];
    const { place, label } = candidate;
    if (place.kind === 'column') return [{ ...candidate, rows }];
    if (rows === listed(all, place.hdu)) return [candidate];
    if (place.kind === 'image' && place.row > 0) return [];
    return [{ ...candidate, label: label.replace(/, row 0( \(.*\))?$/, ''), rows }];
  });
}

/** Rows at a place of which one is a curve; undefined where the place is no row. */
function rowsAt(fits: FitsFile, { place, pixels }: Candidate): number | undefined {
  const hdu = fits.hdu(place.hdu);
  if (place.kind === 'image' && hdu.kind === 'image') {
    return hdu.shape.reduce((product, length) => product * length, 1) / pixels;
  }
  return place.kind === 'column' && place.row !== undefined && hdu.kind === 'table'
    ? hdu.rows
    : undefined;
}

function listed(all: readonly Candidate[], hdu: number): number {
  return all.filter(({ place }) => place.kind === 'image' && place.hdu === hdu).length;
}
