import type { SnrEstimate } from '../spectrum/measure/estimateSnr.ts';
import type { ResultField } from '../task/output.ts';

/** What the fields of an S/N estimate mean; signal-to-noise ratios per pixel have no unit. */
export const snrFields: Readonly<Record<keyof SnrEstimate, ResultField>> = {
  snr: { help: 'Mean of flux * sqrt(ivar) over all pixels, times fudge_factor', type: 'float' },
  n_used: { help: 'Pixels in that mean', unit: 'pix', type: 'integer' },
  snr_good: { help: 'The same without bad and empty pixels', type: 'float' },
  header_snr: { help: 'What the header of the file says', type: 'float' },
};
