import type {
  CurveCandidate,
  SpectrumPayload,
  WavelengthUnit,
} from '../../../core/api/spectrum.ts';
import {
  candidateAt,
  fitting,
  guessFlux,
  guessNoise,
  guessWavelength,
  type Candidates,
} from './curveFit.ts';
import { placeKey } from './placeKey.ts';

export type NoiseKind = 'error' | 'ivar' | 'none';

/** What is chosen so far in the form; places as `placeKey`, null where nothing is chosen. */
export interface CurveChoice {
  readonly wavelength: string | null;
  readonly wavelengthUnit: WavelengthUnit;
  readonly flux: string | null;
  readonly unit: string;
  readonly noiseKind: NoiseKind;
  readonly noise: string | null;
  /** Of every curve that is one of many rows; null where nothing is typed. */
  readonly row: number | null;
  readonly medium: SpectrumPayload['medium'];
  readonly frame: SpectrumPayload['frame'];
}

const nothing: CurveChoice = {
  wavelength: null,
  wavelengthUnit: 'Å',
  flux: null,
  unit: '',
  noiseKind: 'none',
  noise: null,
  row: 0,
  medium: 'vacuum',
  frame: 'topocentric',
};

/** What the names of the curves suggest, for the user to correct. */
export function firstChoice(candidates: Candidates): CurveChoice {
  const key = keyOf(guessWavelength(candidates));
  return key === null ? nothing : chooseWavelength(candidates, nothing, key);
}

/**
 * Other wavelengths, in the unit, medium and frame that the file states, else in Å. Fluxes and errors stay if
 * they have as many pixels, else they are guessed anew.
 */
export function chooseWavelength(
  candidates: Candidates,
  choice: CurveChoice,
  key: string,
): CurveChoice {
  const wavelength = candidateAt(candidates, key);
  if (wavelength === undefined) return choice;
  const keys = new Set(fitting(candidates, wavelength).map(({ place }) => placeKey(place)));
  const stays = (other: string | null) => other !== null && keys.has(other);
  const unit = wavelength.wavelengthUnit ?? 'Å';
  const medium = wavelength.medium ?? choice.medium;
  const frame = wavelength.frame ?? choice.frame;
  const next = { ...choice, wavelength: key, wavelengthUnit: unit, medium, frame };
  const flux = stays(choice.flux)
    ? next
    : chooseFlux(candidates, next, keyOf(guessFlux(candidates, wavelength)));
  if (stays(choice.noise)) return flux;
  const noise = guessNoise(candidates, wavelength);
  return { ...flux, noiseKind: noise?.kind ?? 'none', noise: keyOf(noise?.candidate) };
}

/** Other fluxes, in the unit that the file states. */
export function chooseFlux(
  candidates: Candidates,
  choice: CurveChoice,
  key: string | null,
): CurveChoice {
  return { ...choice, flux: key, unit: candidateAt(candidates, key)?.unit?.trim() ?? '' };
}

/** Another kind of uncertainties, and the curve that is named like it if there is one. */
export function chooseNoiseKind(
  candidates: Candidates,
  choice: CurveChoice,
  kind: NoiseKind,
): CurveChoice {
  if (kind === 'none') return { ...choice, noiseKind: kind, noise: null };
  const wavelength = candidateAt(candidates, choice.wavelength);
  const fit = wavelength === undefined ? candidates : fitting(candidates, wavelength);
  const named = fit.find(({ guess }) => guess === kind);
  return { ...choice, noiseKind: kind, noise: keyOf(named) ?? choice.noise };
}

function keyOf(candidate: CurveCandidate | undefined): string | null {
  return candidate === undefined ? null : placeKey(candidate.place);
}
