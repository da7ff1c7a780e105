import { badPixels } from '../bitmask/badPixels.ts';
import type { Spectrum } from '../spectrum.ts';
import { meanSnr } from './meanSnr.ts';

/** A signal-to-noise estimate that says what it is; null stands for "no pixel" or "not stated". */
export interface SnrEstimate {
  /** nanmean(flux · sqrt(ivar)) · fudge over all pixels, gaps included as they are stored. */
  readonly snr: number | null;
  /** Pixels that entered `snr`. */
  readonly n_used: number;
  /** The same without bad and empty pixels. */
  readonly snr_good: number | null;
  /** What the header says of this row; never multiplied. */
  readonly header_snr: number | null;
}

/**
 * The S/N of every first Astra tutorial: the mean of flux · sqrt(ivar), times a fudge factor. Both
 * means are per pixel and dimensionless.
 */
export function estimateSnr(
  spectrum: Pick<Spectrum, 'flux' | 'ivar' | 'masks' | 'maskTable' | 'headerSnr'>,
  fudge = 1,
  badBits?: readonly number[],
): SnrEstimate {
  const all = meanSnr(spectrum.flux, spectrum.ivar);
  const good = meanSnr(spectrum.flux, spectrum.ivar, badPixels(spectrum, badBits));
  return {
    snr: all.used === 0 ? null : all.mean * fudge,
    n_used: all.used,
    snr_good: good.used === 0 ? null : good.mean * fudge,
    header_snr: spectrum.headerSnr,
  };
}
