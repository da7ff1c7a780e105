import type { BitmaskTable } from './bitmaskTable.ts';

/**
 * APOGEE_PIXMASK: apVisit, apStar and the APOGEE extensions of mwm files.
 * Source: SDSS DR17 documentation, "APOGEE bitmasks" (sdss.org/dr17/irspec/apogee-bitmasks).
 */
export const apogeePixelMask: BitmaskTable = {
  name: 'APOGEE_PIXMASK',
  title: 'APOGEE pixel mask',
  bits: [
    { bit: 0, name: 'BADPIX', meaning: 'In the bad pixel mask, or nothing measured here' },
    { bit: 1, name: 'CRPIX', meaning: 'Cosmic ray, found in the ramp of reads' },
    { bit: 2, name: 'SATPIX', meaning: 'Saturated' },
    { bit: 3, name: 'UNFIXABLE', meaning: 'Bad, and could not be repaired' },
    { bit: 4, name: 'BADDARK', meaning: 'Bad in the dark frame' },
    { bit: 5, name: 'BADFLAT', meaning: 'Bad in the flat field' },
    { bit: 6, name: 'BADERR', meaning: 'Very large error' },
    { bit: 7, name: 'NOSKY', meaning: 'No sky from the sky fibres' },
    { bit: 8, name: 'LITTROW_GHOST', meaning: 'Near the Littrow ghost' },
    { bit: 9, name: 'PERSIST_HIGH', meaning: 'In a region of high persistence' },
    { bit: 10, name: 'PERSIST_MED', meaning: 'In a region of medium persistence' },
    { bit: 11, name: 'PERSIST_LOW', meaning: 'In a region of low persistence' },
    { bit: 12, name: 'SIG_SKYLINE', meaning: 'Near a sky emission line' },
    { bit: 13, name: 'SIG_TELLURIC', meaning: 'Strong telluric absorption' },
    { bit: 14, name: 'NOT_ENOUGH_PSF', meaning: 'Less than half of the profile on good pixels' },
    { bit: 16, name: 'FERRE_MASK', meaning: 'Left out of the ASPCAP (FERRE) fit' },
  ],
  badBits: [0, 1, 2, 3, 4, 5, 6, 7, 14],
};
