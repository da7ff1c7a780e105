import type { MaskBit } from './bitmaskTable.ts';

/** Quantities that have a bit of warning, n, and one of badness, n + 16. */
const judged: readonly (readonly [bit: number, name: string, what: string])[] = [
  [0, 'TEFF', 'effective temperature'],
  [1, 'LOGG', 'log g'],
  [2, 'VMICRO', 'microturbulence'],
  [3, 'M_H', 'metals'],
  [4, 'ALPHA_M', '[α/M]'],
  [5, 'C_M', '[C/M]'],
  [6, 'N_M', '[N/M]'],
  [7, 'STAR', 'the star as a whole'],
  [8, 'CHI2', 'χ² of the fit'],
  [9, 'COLORTE', 'temperature beside that of the colour'],
  [10, 'ROTATION', 'broad lines'],
  [11, 'SN', 'signal-to-noise'],
  [12, 'SPEC_HOLE', 'hole in the grid of spectra nearby'],
  [13, 'ATMOS_HOLE', 'hole in the grid of atmospheres nearby'],
  [14, 'VSINI', 'v sin i'],
];

/**
 * APOGEE_ASPCAPFLAG. Source: SDSS DR17, "APOGEE bitmasks"
 * (sdss4.org/dr17/irspec/apogee-bitmasks).
 */
export const aspcapFlagBits: readonly MaskBit[] = [
  ...judged.map(([bit, name, what]) => ({
    bit,
    name: `${name}_WARN`,
    meaning: `Warning: ${what}`,
  })),
  ...judged.map(([bit, name, what]) => ({
    bit: bit + 16,
    name: `${name}_BAD`,
    meaning: `Bad: ${what}`,
  })),
  { bit: 31, name: 'NO_ASPCAP_RESULT', meaning: 'No result' },
  { bit: 32, name: 'MISSING_APSTAR', meaning: 'No apStar file' },
  { bit: 33, name: 'NO_GRID', meaning: 'No grid of models covers the star' },
  { bit: 34, name: 'BAD_FRAC_LOWSNR', meaning: 'Too many pixels of low S/N' },
  { bit: 35, name: 'BAD_FRAC_BADPIX', meaning: 'Too many bad pixels' },
  { bit: 36, name: 'FERRE_FAIL', meaning: 'The fit failed' },
  { bit: 40, name: 'PROBLEM_TARGET', meaning: 'Target known to be a problem' },
  { bit: 41, name: 'MULTIPLE_SUSPECT', meaning: 'Perhaps several stars' },
];
