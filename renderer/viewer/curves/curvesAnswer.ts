import type { CurvePlace, CurvesAnswer } from '../../../core/api/spectrum.ts';
import type { CurveChoice } from './curveChoice.ts';
import { candidateAt, type Candidates } from './curveFit.ts';
import { placeKey, placeWords } from './placeKey.ts';

/** A field of the form that names a curve. */
export type CurveField = 'wavelength' | 'flux' | 'noise';

export type ChosenCurves =
  | { readonly kind: 'answer'; readonly answer: CurvesAnswer }
  | { readonly kind: 'missing'; readonly fields: readonly CurveField[] };

/** The choice as an answer, or the fields in which a curve is still to be chosen. */
export function answerOf(candidates: Candidates, choice: CurveChoice): ChosenCurves {
  const { noiseKind, wavelengthUnit, unit, frame, medium } = choice;
  const wavelength = candidateAt(candidates, choice.wavelength)?.place;
  const flux = candidateAt(candidates, choice.flux)?.place;
  const place = candidateAt(candidates, choice.noise)?.place;
  if (wavelength === undefined || flux === undefined || (noiseKind !== 'none' && !place)) {
    const fields: readonly (readonly [CurveField, boolean])[] = [
      ['wavelength', wavelength === undefined],
      ['flux', flux === undefined],
      ['noise', noiseKind !== 'none' && place === undefined],
    ];
    return { kind: 'missing', fields: fields.flatMap(([name, open]) => (open ? [name] : [])) };
  }
  const noise =
    noiseKind === 'none' || place === undefined ? {} : { noise: { kind: noiseKind, place } };
  return {
    kind: 'answer',
    answer: { wavelength, wavelengthUnit, flux, ...noise, unit: unit.trim(), frame, medium },
  };
}

/** An answer of before as a choice, to change it; places that are gone are not chosen. */
export function choiceOf(candidates: Candidates, answer: CurvesAnswer): CurveChoice {
  const { wavelength, wavelengthUnit, flux, noise, unit, medium, frame } = answer;
  const known = (place: CurvePlace): string | null => {
    const key = placeKey(place);
    return candidateAt(candidates, key) === undefined ? null : key;
  };
  return {
    wavelength: known(wavelength),
    wavelengthUnit,
    flux: known(flux),
    unit,
    noiseKind: noise?.kind ?? 'none',
    noise: noise === undefined ? null : known(noise.place),
    medium,
    frame,
  };
}

/** What was said, as lines of the header panel. */
export function answerFacts(answer: CurvesAnswer): [string, string][] {
  const { wavelength, wavelengthUnit, flux, noise } = answer;
  return [
    ['wavelengths', `${placeWords(wavelength)}, in ${wavelengthUnit}`],
    ['fluxes', placeWords(flux)],
    ['uncertainties', noise === undefined ? 'none' : `${placeWords(noise.place)} (${noise.kind})`],
  ];
}
