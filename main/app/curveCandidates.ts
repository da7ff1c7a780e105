import type { CurveCandidate } from '../../core/api/spectrum.ts';
import type { FitsFile } from '../../core/fits/fitsFile.ts';
import { candidates, rowsAlike, type Candidate } from '../../core/spectrum/candidates.ts';

/**
 * What in a file may be a curve, for the form: vector columns and images with many rows are one line
 * each, with the number of their rows, of which any may be taken. Images of which every row is
 * listed stay a line for each row: their rows are curves of different kinds.
 */
export function curveCandidates(fits: FitsFile): CurveCandidate[] {
  const all = candidates(fits);
  const seen = new Set<string>();
  return all.flatMap((candidate): CurveCandidate[] => {
    const { rows, ...single } = candidate;
    const { place, label } = single;
    const alike = rowsAlike(candidate);
    if (rows === undefined || alike === undefined) return [single];
    if (place.kind === 'image' && rows === listed(all, place.hdu)) return [single];
    if (seen.has(alike)) return [];
    seen.add(alike);
    return [{ ...single, label: label.replace(/, row \d+$/, ''), rows }];
  });
}

function listed(all: readonly Candidate[], hdu: number): number {
  return all.filter(({ place }) => place.kind === 'image' && place.hdu === hdu).length;
}
