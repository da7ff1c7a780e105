import type { CurvePlace, CurvesAnswer } from '../../../core/api/spectrum.ts';
import type { CurveChoice } from './curveChoice.ts';
import { candidateAt, type Candidates } from './curveFit.ts';
import { atRow, candidateOf, rowOf, rowsToChoose } from './manyRows.ts';
import { placeKey, placeWords } from './placeKey.ts';

/** A field of the form that says where a curve is. */
export type CurveField = 'wavelength' | 'flux' | 'noise' | 'row';

export type ChosenCurves =
  | { readonly kind: 'answer'; readonly answer: CurvesAnswer }
  | { readonly kind: 'missing'; readonly fields: readonly CurveField[] };

/** The choice as an answer, or the fields in which something is still to be chosen. */
export function answerOf(candidates: Candidates, choice: CurveChoice): ChosenCurves {
  const { noiseKind, wavelengthUnit, unit, frame, medium } = choice;
  const rows = rowsToChoose(candidates, choice);
  const open = rows !== undefined && (choice.row === null || choice.row >= rows);
  const placeAt = (key: string | null): CurvePlace | undefined =>
    atRow(candidateAt(candidates, key), choice.row ?? 0);
  const wavelength = placeAt(choice.wavelength);
  const flux = placeAt(choice.flux);
  const place = noiseKind === 'none' ? undefined : placeAt(choice.noise);
  const unnamed = noiseKind !== 'none' && place === undefined;
  if (wavelength === undefined || flux === undefined || unnamed || open) {
    const fields: readonly (readonly [CurveField, boolean])[] = [
      ['wavelength', wavelength === undefined],
      ['flux', flux === undefined],
      ['noise', unnamed],
      ['row', open],
    ];
    return { kind: 'missing', fields: fields.flatMap(([name, is]) => (is ? [name] : [])) };
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
    const candidate = candidateOf(candidates, place);
    return candidate === undefined ? null : placeKey(candidate.place);
  };
  const places = [flux, wavelength, ...(noise === undefined ? [] : [noise.place])];
  return {
    wavelength: known(wavelength),
    wavelengthUnit,
    flux: known(flux),
    unit,
    noiseKind: noise?.kind ?? 'none',
    noise: noise === undefined ? null : known(noise.place),
    row: rowOf(candidates, places),
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
