import type { CardInput } from '../../fits/write/formatCard.ts';

/** Rounding of 10^x in one maths library or another; the distance of two pixels is 1e-5. */
const tolerance = 1e-12;

/**
 * The cards of a log-linear grid, λ = 10^(CRVAL1 + i·CDELT1) with i from 0, if these wavelengths are
 * one to 1e-12 relative; else undefined. The shortest decimals that describe the grid are taken, so
 * that an apStar's 4.179 and 6e-6 come back as they were.
 */
export function logLinearCards(wavelength: Float64Array): readonly CardInput[] | undefined {
  const last = wavelength.length - 1;
  const [from, to] = [wavelength[0], wavelength[last]];
  if (from === undefined || to === undefined || last < 1) return undefined;
  const first = Math.log10(from);
  const step = (Math.log10(to) - first) / last;
  for (const digits of [10, 13, 17]) {
    const value = Number(first.toPrecision(digits));
    const delta = Number(step.toPrecision(digits - 4));
    if (!describes(wavelength, value, delta)) continue;
    return [
      { keyword: 'CRVAL1', value, comment: 'log10 of the first wavelength, Angstrom' },
      { keyword: 'CDELT1', value: delta, comment: 'step of log10 wavelength' },
      { keyword: 'CRPIX1', value: 1, comment: 'pixel of CRVAL1' },
      { keyword: 'CTYPE1', value: 'LOG-LINEAR' },
      { keyword: 'DC-FLAG', value: 1, comment: 'logarithmic wavelengths' },
    ];
  }
  return undefined;
}

function describes(wavelength: Float64Array, value: number, delta: number): boolean {
  if (!(delta > 0)) return false;
  // The ends and the middle first: nearly every other grid fails there.
  const n = wavelength.length;
  for (const i of [n - 1, n >> 1, 1]) if (!agrees(wavelength, i, value, delta)) return false;
  for (let i = 0; i < n; i++) if (!agrees(wavelength, i, value, delta)) return false;
  return true;
}

function agrees(wavelength: Float64Array, i: number, value: number, delta: number): boolean {
  const here = wavelength[i] ?? NaN;
  return Math.abs(10 ** (value + i * delta) / here - 1) <= tolerance;
}
