/** A stretch of wavelength, Å. Whether the ends belong to it is said where it is used. */
export interface WavelengthRange {
  readonly start: number;
  readonly end: number;
}

/**
 * The stretches that are fitted each on its own, both ends inclusive, Å: the optical, and the
 * three APOGEE chips. Source: the defaults of Astra's sine and cosine normaliser.
 */
export const defaultFitRegions: readonly WavelengthRange[] = [
  { start: 3000, end: 10000 },
  { start: 15090, end: 15822 },
  { start: 15823, end: 16451 },
  { start: 16452, end: 16971 },
];

/**
 * Fit regions of the running quantile as the APOGEE survey uses them, Å: the three chips without
 * their ragged ends.
 */
export const apogeeChipRegions: readonly WavelengthRange[] = [
  { start: 15152, end: 15800 },
  { start: 15867, end: 16424 },
  { start: 16484, end: 16944 },
];
