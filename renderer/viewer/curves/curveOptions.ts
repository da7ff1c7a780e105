import type { CurveCandidate } from '../../../core/api/spectrum.ts';
import { formatCount } from '../../format/number.ts';
import { unitText } from '../../format/unit.ts';
import { unfit, type Candidates } from './curveFit.ts';
import { placeKey } from './placeKey.ts';

/** One line of a list of curves. */
export interface CurveOption {
  readonly value: string;
  readonly label: string;
  /** How many pixels, and in what unit; where it cannot be chosen, why. */
  readonly detail: string;
  readonly disabled: boolean;
}

export interface CurveGroup {
  readonly group: string;
  readonly items: CurveOption[];
}

/** Every curve as wavelengths, those that are named so first. */
export function wavelengthOptions(candidates: Candidates): CurveGroup[] {
  const likely = candidates.filter(({ guess }) => guess === 'wavelength');
  const others = candidates.filter(({ guess }) => guess !== 'wavelength');
  return present([
    { group: 'Named like wavelengths', items: likely.map(choosable) },
    { group: likely.length > 0 ? 'Others' : 'Curves', items: others.map(choosable) },
  ]);
}

/** Curves that can go with the wavelengths, then those that cannot, each with the reason. */
export function valueOptions(
  candidates: Candidates,
  wavelength: CurveCandidate | undefined,
): CurveGroup[] {
  const values = candidates.filter(({ place }) => place.kind !== 'grid');
  if (wavelength === undefined) return [{ group: 'Curves', items: values.map(choosable) }];
  const pixels = formatCount(wavelength.pixels);
  const fit = values.filter((one) => unfit(one, wavelength) === undefined);
  const rest = values.filter((one) => unfit(one, wavelength) !== undefined);
  return present([
    { group: `With ${pixels} pixels, as the wavelengths`, items: fit.map(choosable) },
    {
      group: 'Cannot go with these wavelengths',
      items: rest.map((one) => ({
        ...choosable(one),
        detail: why(one, wavelength),
        disabled: true,
      })),
    },
  ]);
}

function why(one: CurveCandidate, wavelength: CurveCandidate): string {
  return unfit(one, wavelength) === 'pixels'
    ? `${formatCount(one.pixels)} pixels, not ${formatCount(wavelength.pixels)}`
    : 'these are the wavelengths';
}

function choosable({ place, label, pixels, rows, unit }: CurveCandidate): CurveOption {
  const stated = unitText(unit?.trim() ?? '');
  const each = rows === undefined ? '' : `${formatCount(rows)} rows of `;
  const detail = [`${each}${formatCount(pixels)} pixels`, stated]
    .filter((part) => part !== '')
    .join(', ');
  return { value: placeKey(place), label, detail, disabled: false };
}

function present(groups: readonly CurveGroup[]): CurveGroup[] {
  return groups.filter(({ items }) => items.length > 0);
}
