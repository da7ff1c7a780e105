import type { BitmaskTable } from './bitmaskTable.ts';
import { spPixMask } from './spPixMask.ts';

/**
 * SPPIXMASK where only the OR-mask is kept: the BOSS extensions of mwm files, whose `pixel_flags` are
 * the `or_mask` of spec files (sdss/astra, its models of BOSS spectra). A bit was set in any
 * exposure, perhaps in one that was left out there: none makes a pixel bad by itself.
 */
export const spPixOrMask: BitmaskTable = {
  ...spPixMask,
  name: 'SPPIXMASK_OR',
  title: 'Spectrum pixel mask of any exposure',
  badBits: [],
};
