import type { MaskBit } from './bitmaskTable.ts';

/** ZWARNING of the optical pipeline. Source: SDSS DR17, "Bitmasks", ZWARNING. */
export const zWarningBits: readonly MaskBit[] = [
  { bit: 0, name: 'SKY', meaning: 'Sky fibre' },
  { bit: 1, name: 'LITTLE_COVERAGE', meaning: 'Too few wavelengths' },
  { bit: 2, name: 'SMALL_DELTA_CHI2', meaning: 'Best and second-best fit are nearly as good' },
  { bit: 3, name: 'NEGATIVE_MODEL', meaning: 'The model is negative' },
  { bit: 4, name: 'MANY_OUTLIERS', meaning: 'Too many pixels more than 5 σ from the model' },
  { bit: 5, name: 'Z_FITLIMIT', meaning: 'Best redshift at the edge of the search' },
  { bit: 6, name: 'NEGATIVE_EMISSION', meaning: 'A quasar line is strongly negative' },
  { bit: 7, name: 'UNPLUGGED', meaning: 'The fibre was unplugged or damaged' },
  { bit: 8, name: 'BAD_TARGET', meaning: 'Catastrophically bad targeting data' },
  { bit: 9, name: 'NODATA', meaning: 'No data for this fibre' },
];
