import type { CurveCandidate } from '../../../core/api/spectrum.ts';
import { formatCount } from '../../format/number.ts';
import { unitText } from '../../format/unit.ts';
import type { NoiseKind } from './curveChoice.ts';
import { fitting, type Candidates } from './curveFit.ts';
import type { CurveField } from './curvesAnswer.ts';

/** Below the wavelengths: how many, and the unit, medium and frame that the file states. */
export function wavelengthNote(wavelength: CurveCandidate | undefined): string {
  if (wavelength === undefined) return 'Fluxes and uncertainties must have as many pixels';
  const { wavelengthUnit, medium, frame, pixels } = wavelength;
  const others = [medium, frame].filter((stated) => stated !== undefined);
  const but = others.length === 0 ? '' : `, but ${others.join(', ')}`;
  const states =
    wavelengthUnit === undefined ? `no unit${but}` : [wavelengthUnit, ...others].join(', ');
  return `${formatCount(pixels)} pixels; the file states ${states}`;
}

/** Below the fluxes: the unit that the file states. */
export function fluxNote(flux: CurveCandidate | undefined): string {
  const unit = flux?.unit?.trim() ?? '';
  if (flux === undefined) return '';
  return unit === '' ? 'The file states no unit' : `The file states ${unitText(unit)}`;
}

/** Below the uncertainties: what it means to have none. */
export function noiseNote(kind: NoiseKind): string {
  return kind === 'none' ? 'Every pixel counts the same, and there is no S/N' : '';
}

/** Below the row: which there are. */
export function rowNote(rows: number): string {
  return `0 to ${formatCount(rows - 1)}, of every curve above that is one of many rows`;
}

/** What to do about a field in which nothing is chosen. */
export function missingText(
  field: CurveField,
  candidates: Candidates,
  wavelength: CurveCandidate | undefined,
): string {
  if (field === 'row') return 'Give the row of the spectrum: there is none of this number';
  if (field === 'wavelength') return 'Choose the curve that holds the wavelengths';
  if (wavelength !== undefined && fitting(candidates, wavelength).length === 0) {
    return `Nothing else in this file has ${formatCount(wavelength.pixels)} pixels; choose other wavelengths`;
  }
  return field === 'flux'
    ? 'Choose the curve that holds the fluxes'
    : 'Choose the curve that holds the uncertainties, or None';
}
