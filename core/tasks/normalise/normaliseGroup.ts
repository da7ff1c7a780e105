import type {
  RegionFit,
  RowNormalisation,
  StackedSpectrum,
} from '../../continuum/normalisation.ts';
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
      return [{ spectrum, normalisation, regions: measured }];
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
  let [sum, weights] = [0, 0];
  const length = pixels?.length ?? wavelength.length;
  for (let i = 0; i < length; i++) {
    const pixel = pixels === undefined ? i : (pixels[i] ?? 0);
    const here = wavelength[pixel] ?? NaN;
    if (flags[pixel] !== 0 || !(here >= start && here <= end)) continue;
    const weight = normalizedIvar[pixel] ?? 0;
    sum += weight * ((normalizedFlux[pixel] ?? NaN) - 1) ** 2;
    weights += weight;
  }
  return Math.sqrt(sum / weights);
}
