import type { SpectrumPayload } from '../../core/api/spectrum.ts';
import { indexRange } from './bounds.ts';
import { sigmaOf, wildSigma } from './errorBand.ts';
import { layoutLanes, layoutShading, type Lane } from './lanes.ts';
import { bitsValue, groupOf } from './maskGroups.ts';
import { findSegments, intersectRuns, isNoData, type Segments } from './segments.ts';
import { boxcar } from './smooth.ts';
import type { XRange, YRange } from './viewRange.ts';
import { chooseYRange, type YMode } from './yRange.ts';

/** What can be worked out once for a spectrum, whatever part of it is shown. */
export interface PreparedSpectrum {
  readonly payload: SpectrumPayload;
  readonly sigma: Float64Array;
  readonly wild: number;
  readonly segments: Segments;
  /** The drawn flux: the file's own, or a running mean of it. */
  readonly drawn: Float64Array;
  readonly lanes: readonly Lane[];
  readonly shading: readonly Lane[];
  readonly whole: XRange;
  /** Typical distance between pixels, Å. */
  readonly step: number;
  readonly gapWords: string;
}

export interface SeriesShown {
  readonly flux: boolean;
  readonly band: boolean;
  readonly model: boolean;
}

/** Everything one drawing of the panel needs. */
export interface PlotModel {
  readonly spectrum: PreparedSpectrum;
  readonly x: XRange;
  readonly y: YRange;
  readonly series: SeriesShown;
}

/** `enabled` holds the switched-on bits (`bitKey`); `smoothing` is a width in pixels, 1 for none. */
export function prepareSpectrum(
  payload: SpectrumPayload,
  enabled: ReadonlySet<string>,
  smoothing: number,
): PreparedSpectrum {
  const { wavelength, masks, breaks } = payload;
  const segments = findSegments(payload);
  const sigma = sigmaOf(payload.ivar);
  return {
    payload,
    sigma,
    wild: wildSigma(sigma),
    segments,
    drawn: boxcar(payload.flux, segments.runs, smoothing),
    lanes: layoutLanes(masks, enabled, breaks),
    shading: layoutShading(masks, enabled, breaks).map((lane) => ({
      ...lane,
      runs: intersectRuns(lane.runs, segments.runs),
    })),
    whole: wholeRange(wavelength),
    step: medianStep(wavelength),
    gapWords: /^a[ps]/.test(payload.product) ? 'chip gap' : 'no data',
  };
}

/** The range of the spectrum with a little air at both ends. */
export function wholeRange(wavelength: Float64Array): XRange {
  const x0 = wavelength[0] ?? 0;
  const x1 = wavelength.at(-1) ?? 1;
  const air = (x1 - x0 || 1) * 0.005;
  return { x0: x0 - air, x1: x1 + air };
}

function medianStep(wavelength: Float64Array): number {
  const steps = new Float64Array(Math.max(0, wavelength.length - 1));
  for (let index = 0; index < steps.length; index += 1) {
    steps[index] = (wavelength[index + 1] ?? 0) - (wavelength[index] ?? 0);
  }
  return steps.sort()[steps.length >> 1] ?? 1;
}

/** The y-range that follows the pixels in view. */
export function autoY(spectrum: PreparedSpectrum, x: XRange, mode: YMode): YRange {
  const { payload, drawn, segments } = spectrum;
  const [from, to] = indexRange(payload.wavelength, x.x0, x.x1);
  const mask = payload.masks[0];
  // Residuals of sky lines are the wildest values of a good spectrum.
  const left = mask?.bits.filter((bit) => bit.bad || groupOf(bit) === 'sky') ?? [];
  const leftBits = bitsValue(left);
  const inRun = segments.runs.length > 0;
  const bad = (index: number) =>
    ((mask?.values[index] ?? 0) & leftBits) !== 0 ||
    (inRun && !Number.isFinite(spectrum.sigma[index] ?? Infinity)) ||
    isNoData(payload.flux[index] ?? NaN, payload.ivar[index] ?? NaN);
  return chooseYRange(drawn, from, to, mode, bad);
}
