import { airToVacuum, vacuumToAir } from './airVacuum.ts';
import type { Medium } from '../spectrum.ts';

export type WavelengthUnit = 'Å' | 'nm' | 'µm';

/** Å per unit (SI). */
const angstroms: Record<WavelengthUnit, number> = { Å: 1, nm: 10, µm: 1e4 };

/** Wavelengths in Å as nm, µm or Å. The array is new. */
export function fromAngstrom(wavelength: Float64Array, unit: WavelengthUnit): Float64Array {
  return wavelength.map((value) => value / angstroms[unit]);
}

/** Wavelengths in nm, µm or Å as Å. The array is new. */
export function toAngstrom(wavelength: Float64Array, unit: WavelengthUnit): Float64Array {
  return wavelength.map((value) => value * angstroms[unit]);
}

/** Wavelengths in Å in another medium (Ciddor 1996, see `airVacuum`). The array is new. */
export function toMedium(wavelength: Float64Array, from: Medium, to: Medium): Float64Array {
  if (from === to) return wavelength.slice();
  return wavelength.map(to === 'air' ? vacuumToAir : airToVacuum);
}
