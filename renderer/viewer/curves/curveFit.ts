import type { CurveCandidate } from '../../../core/api/spectrum.ts';
import { placeKey } from './placeKey.ts';

export type Candidates = readonly CurveCandidate[];

/** The curve at a place that was chosen; undefined for null and for a place that is gone. */
export function candidateAt(
  candidates: Candidates,
  key: string | null,
): CurveCandidate | undefined {
  return candidates.find(({ place }) => placeKey(place) === key);
}

/** Why a curve cannot be the fluxes or errors at these wavelengths; undefined if it can. */
export function unfit(
  { place, pixels }: CurveCandidate,
  wavelength: CurveCandidate,
): 'grid' | 'pixels' | 'same' | undefined {
  if (place.kind === 'grid') return 'grid';
  if (pixels !== wavelength.pixels) return 'pixels';
  return placeKey(place) === placeKey(wavelength.place) ? 'same' : undefined;
}

/** Curves that can be fluxes or errors at these wavelengths. */
export function fitting(candidates: Candidates, wavelength: CurveCandidate): CurveCandidate[] {
  return candidates.filter((one) => unfit(one, wavelength) === undefined);
}

/** The curve that is named like wavelengths, rather one that a curve named like fluxes fits. */
export function guessWavelength(candidates: Candidates): CurveCandidate | undefined {
  const named = candidates.filter(({ guess }) => guess === 'wavelength');
  return named.find((one) => guessFlux(candidates, one)?.guess === 'flux') ?? named[0];
}

/** A curve that is named like fluxes, else one whose name says nothing. */
export function guessFlux(
  candidates: Candidates,
  wavelength: CurveCandidate,
): CurveCandidate | undefined {
  const fit = fitting(candidates, wavelength);
  return fit.find(({ guess }) => guess === 'flux') ?? fit.find(({ guess }) => guess === undefined);
}

/** A curve that is named like standard errors or inverse variances. */
export function guessNoise(
  candidates: Candidates,
  wavelength: CurveCandidate,
): { readonly kind: 'error' | 'ivar'; readonly candidate: CurveCandidate } | undefined {
  for (const candidate of fitting(candidates, wavelength)) {
    const { guess } = candidate;
    if (guess === 'error' || guess === 'ivar') return { kind: guess, candidate };
  }
  return undefined;
}
