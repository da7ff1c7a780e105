import type { CurveCandidate, CurvePlace } from '../../../core/api/spectrum.ts';
import type { CurveChoice } from './curveChoice.ts';
import { candidateAt, type Candidates } from './curveFit.ts';
import { placeKey } from './placeKey.ts';

/** How many rows there are to choose from for what is chosen; undefined: there is only one. */
export function rowsToChoose(candidates: Candidates, choice: CurveChoice): number | undefined {
  const { wavelength, flux, noise, noiseKind } = choice;
  const keys = [wavelength, flux, noiseKind === 'none' ? null : noise];
  const counts = keys.flatMap((key) => candidateAt(candidates, key)?.rows ?? []);
  return counts.length === 0 ? undefined : Math.min(...counts);
}

/** The place of a curve at that row, where it is one of many; else its only place. */
export function atRow(candidate: CurveCandidate | undefined, row: number): CurvePlace | undefined {
  if (candidate === undefined) return undefined;
  const { place, rows } = candidate;
  return rows === undefined || place.kind === 'grid' ? place : { ...place, row };
}

/** The candidate at a place, also where that is another of its many rows. */
export function candidateOf(candidates: Candidates, place: CurvePlace): CurveCandidate | undefined {
  const row = place.kind === 'grid' ? undefined : place.row;
  return candidates.find((one) => {
    const within = row !== undefined && one.rows !== undefined && row < one.rows;
    return placeKey(within ? (atRow(one, row) ?? one.place) : one.place) === placeKey(place);
  });
}

/** The row of an answer: that of the first of its places that is one of many. */
export function rowOf(candidates: Candidates, places: readonly CurvePlace[]): number {
  for (const place of places) {
    if (place.kind === 'grid' || place.row === undefined) continue;
    if (candidateOf(candidates, place)?.rows !== undefined) return place.row;
  }
  return 0;
}
