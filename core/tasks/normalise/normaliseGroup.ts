import { lowerBound, upperBound } from '../../continuum/lowerBound.ts';
import type {
  RegionFit,
  RowNormalisation,
  StackedSpectrum,
} from '../../continuum/normalisation.ts';
import { tallyFlags, type FlagTally } from '../../continuum/tallyFlags.ts';
import type { Spectrum } from '../../spectrum/spectrum.ts';
import { maskOfPixels, type HandMask } from '../mask/handMask.ts';
import type { GridFit } from './gridFits.ts';
import type { GridGroup } from './readRowsByGrid.ts';

/** The fit of one region, and how well the normalised continuum pixels agree with 1. */
export interface MeasuredRegion {
  readonly fit: RegionFit;
  /**
   * Root mean square of (normalised flux − 1) over the good continuum pixels of the region, weighted
   * by their normalised ivar; NaN where it was not fitted.
   */
  readonly rms: number;
}

export interface NormalisedRow {
  readonly spectrum: Spectrum;
  readonly normalisation: RowNormalisation;
  readonly flagged: FlagTally;
  readonly regions: readonly MeasuredRegion[];
}

/** The rows of one grid, normalised. */
export interface NormalisedGroup extends Pick<GridGroup, 'wavelength' | 'reversed'> {
  readonly rows: readonly NormalisedRow[];
  readonly stacked: StackedSpectrum | undefined;
}

export interface GroupOptions {
  readonly mask: HandMask | undefined;
  /** Name of the mask's file, for messages. */
  readonly maskFile: string | undefined;
  /** 0: also stack; −1: do not. */
  readonly sumAxis: number;
}

export function normaliseGroup(
  { wavelength, reversed, spectra }: GridGroup,
  { fit, continuumPixels: pixels }: GridFit,
  { mask, maskFile, sumAxis }: GroupOptions,
): NormalisedGroup {
  const n = wavelength.length;
  const masks = spectra.map(({ row }) =>
    mask === undefined ? undefined : maskOfPixels(mask, row, n, maskFile),
  );
  const { rows, stacked } = fit({
    flux: spectra.map(({ flux }) => flux),
    ivar: spectra.map(({ ivar }) => ivar),
    sumAxis,
    ...(masks.every((one) => one === undefined)
      ? {}
      : { extraMask: masks.map((one) => one ?? new Uint8Array(n)) }),
  });
  return {
    wavelength,
    reversed,
    stacked,
    rows: rows.flatMap((normalisation, i) => {
      const spectrum = spectra[i];
      if (spectrum === undefined) return [];
      const measured = normalisation.regions.map((region) => ({
        fit: region,
        rms: rmsOf(wavelength, normalisation, region, pixels),
      }));
      const flagged = tallyFlags(normalisation.flags);
      return [{ spectrum, normalisation, flagged, regions: measured }];
    }),
  };
}

function rmsOf(
  wavelength: Float64Array,
  { normalizedFlux, normalizedIvar, flags }: RowNormalisation,
  { start, end, status }: RegionFit,
  pixels: Int32Array | undefined,
): number {
  if (status !== 'fitted') return NaN;
  const first = lowerBound(wavelength, start);
  const last = upperBound(wavelength, end);
  let sum = 0;
  let weights = 0;
  const from = pixels === undefined ? first : lowerBound(pixels, first);
  const to = pixels === undefined ? last : lowerBound(pixels, last);
  for (let i = from; i < to; i++) {
    const pixel = pixels === undefined ? i : (pixels[i] ?? 0);
    if (flags[pixel] !== 0) continue;
    const weight = normalizedIvar[pixel] ?? 0;
    const off = (normalizedFlux[pixel] ?? NaN) - 1;
    sum += weight * off * off;
    weights += weight;
  }
  return Math.sqrt(sum / weights);
}
