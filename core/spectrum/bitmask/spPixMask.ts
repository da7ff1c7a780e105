import type { BitmaskTable } from './bitmaskTable.ts';

/**
 * SPPIXMASK: the masks of the optical spectrographs.
 * Bits 0–15 speak of the fibre, 16–31 of the pixel. Source: SDSS DR10 and DR17 documentation,
 * "SPPIXMASK" (sdss.org/dr17/algorithms/bitmasks). In the AND-mask a bit was set in every exposure,
 * in the OR-mask in any of them.
 */
export const spPixMask: BitmaskTable = {
  name: 'SPPIXMASK',
  title: 'Spectrum pixel mask',
  bits: [
    { bit: 0, name: 'NOPLUG', meaning: 'Fibre not in the plug map' },
    { bit: 1, name: 'BADTRACE', meaning: 'Bad trace of the fibre' },
    { bit: 2, name: 'BADFLAT', meaning: 'Low counts in the fibre flat' },
    { bit: 3, name: 'BADARC', meaning: 'Bad wavelength solution' },
    { bit: 4, name: 'MANYBADCOLUMNS', meaning: 'Over 10% of the pixels in bad columns' },
    { bit: 5, name: 'MANYREJECTED', meaning: 'Over 10% of the pixels rejected in extraction' },
    { bit: 6, name: 'LARGESHIFT', meaning: 'Large shift between flat and object' },
    { bit: 7, name: 'BADSKYFIBER', meaning: 'Sky fibre with extreme residuals' },
    { bit: 8, name: 'NEARWHOPPER', meaning: 'Within two fibres of a very bright one' },
    { bit: 9, name: 'WHOPPER', meaning: 'Very bright source' },
    { bit: 10, name: 'SMEARIMAGE', meaning: 'Smear exposures available (before DR9)' },
    { bit: 11, name: 'SMEARHIGHSN', meaning: 'S/N enough for a full smear fit (before DR9)' },
    { bit: 12, name: 'SMEARMEDSN', meaning: 'S/N enough for a scaled smear fit only (before DR9)' },
    { bit: 16, name: 'NEARBADPIXEL', meaning: 'Bad pixel within 3 pixels of the trace' },
    { bit: 17, name: 'LOWFLAT', meaning: 'Flat field below 0.5' },
    { bit: 18, name: 'FULLREJECT', meaning: 'Wholly rejected in extraction' },
    { bit: 19, name: 'PARTIALREJECT', meaning: 'Partly rejected in extraction' },
    { bit: 20, name: 'SCATTEREDLIGHT', meaning: 'Much scattered light' },
    { bit: 21, name: 'CROSSTALK', meaning: 'Much light of the neighbouring fibres' },
    { bit: 22, name: 'NOSKY', meaning: 'Sky level unknown here' },
    { bit: 23, name: 'BRIGHTSKY', meaning: 'Sky far above the object' },
    { bit: 24, name: 'NODATA', meaning: 'No data in the combination' },
    { bit: 25, name: 'COMBINEREJ', meaning: 'Rejected in the combination' },
    { bit: 26, name: 'BADFLUXFACTOR', meaning: 'Low flux calibration or correction factor' },
    { bit: 27, name: 'BADSKYCHI', meaning: 'Sky residuals: relative χ² over 3' },
    { bit: 28, name: 'REDMONSTER', meaning: 'Contiguous stretch of bad sky residuals' },
  ],
  badBits: [18, 23, 24, 25],
};
