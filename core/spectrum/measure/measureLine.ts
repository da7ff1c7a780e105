import { Problem } from '../../problem/problem.ts';
import { pixelEdges } from '../operations/pixelEdges.ts';
import { isUsable } from '../operations/segments.ts';
import { continuumAt, fitLocalContinuum, type LocalContinuum } from './localContinuum.ts';
import { fullWidthHalfMaximum } from './fullWidth.ts';
import { pixelsIn, type Range, type SpectrumArrays } from './spectrumRange.ts';

/** A number with its standard error. */
export interface Measured {
  readonly value: number;
  readonly error: number;
}

/** One line, measured over a local continuum; wavelengths in the unit of the spectrum (Å). */
export interface LineMeasurement {
  /** Positive in absorption; null where the continuum is not above 0 in all of the window. */
  readonly equivalentWidth: Measured | null;
  /** ∫ (F − C) dλ: positive in emission. */
  readonly flux: Measured;
  /** Mean wavelength weighted by depth; null if the line has no net depth. */
  readonly centroid: Measured | null;
  /** Null if the half depth is not reached on both sides within the window. */
  readonly fwhm: Measured | null;
  /** Continuum at the middle of the window. */
  readonly continuum: Measured;
  /** Usable pixels in the window; others are left out, and the measure suffers. */
  readonly pixels: number;
  readonly skipped: number;
  /** Share of the window that usable pixels cover: below 1 at bad pixels, in gaps, beyond the ends. */
  readonly coverage: number;
}

/** A usable pixel of the window, with the width that lies inside it. */
export interface LinePixel {
  readonly wavelength: number;
  readonly width: number;
  /** Continuum minus flux: positive in absorption. */
  readonly depth: number;
  readonly variance: number;
  readonly continuum: number;
}

/**
 * Equivalent width, flux, centroid and full width at half maximum of the line in `window`, over the
 * straight continuum fitted to `bands`.
 *
 * W = Σ (1 − F/C)·Δλ over the pixels of the window, those at its ends with the part of Δλ that lies
 * inside; the centroid is the first moment of the depth. Errors are propagated to first order from
 * the pixels' ivar and from the continuum's two coefficients (as Sembach & Savage 1992, ApJS 83, 147,
 * appendix A, do for W), which takes for granted that line and continuum share no pixel. Throws
 * `line-window` if the window has fewer than two usable pixels, `line-bands` if a band reaches into it,
 * `line-continuum` from the fit.
 */
export function measureLine(
  spectrum: SpectrumArrays,
  window: Range,
  bands: readonly Range[],
  breaks: readonly number[] = [],
): LineMeasurement {
  const inside = bands.find(({ from, to }) => from < window.to && to > window.from);
  if (inside !== undefined) throw overlap(inside);
  const fit = fitLocalContinuum(spectrum, bands);
  const { pixels, skipped } = pixelsOfLine(spectrum, window, fit, breaks);
  if (pixels.length < 2) {
    throw new Problem('line-window', `the window holds ${pixels.length} good pixels`, {
      advice: 'Widen the window around the line',
    });
  }
  const middle = (window.from + window.to) / 2;
  const level = continuumAt(fit, middle);
  const levelError = Math.sqrt(fit.levelVariance + (middle - fit.pivot) ** 2 * fit.slopeVariance);
  return {
    equivalentWidth: equivalentWidth(pixels, fit),
    flux: lineFlux(pixels, fit),
    centroid: centroid(pixels, fit),
    fwhm: fullWidthHalfMaximum(pixels, fit),
    continuum: { value: level, error: levelError },
    pixels: pixels.length,
    skipped,
    coverage: pixels.reduce((sum, { width }) => sum + width, 0) / (window.to - window.from),
  };
}

function pixelsOfLine(
  { wavelength, flux, ivar }: SpectrumArrays,
  window: Range,
  fit: LocalContinuum,
  breaks: readonly number[],
): { pixels: LinePixel[]; skipped: number } {
  // One pixel more on either side: the window may cut into its width.
  const inner = pixelsIn(wavelength, window);
  const start = Math.max(0, inner.start - 1);
  const end = Math.min(wavelength.length, inner.end + 1);
  const near = wavelength.slice(Math.max(0, start - 1), end + 1);
  const shift = Math.max(0, start - 1);
  const { left, right } = pixelEdges(
    near,
    breaks.map((first) => first - shift),
  );
  const pixels: LinePixel[] = [];
  let skipped = 0;
  for (let i = start; i < end; i++) {
    const [here = NaN, f = NaN, v = NaN] = [wavelength[i], flux[i], ivar[i]];
    const from = Math.max(window.from, left[i - shift] ?? NaN);
    const width = Math.min(window.to, right[i - shift] ?? NaN) - from;
    if (!(width > 0)) continue;
    if (!isUsable(f, v)) {
      skipped++;
      continue;
    }
    const continuum = continuumAt(fit, here);
    pixels.push({ wavelength: here, width, depth: continuum - f, variance: 1 / v, continuum });
  }
  return { pixels, skipped };
}

function equivalentWidth(pixels: readonly LinePixel[], fit: LocalContinuum): Measured | null {
  if (pixels.some(({ continuum }) => !(continuum > 0))) return null;
  let [value, variance, byLevel, bySlope] = [0, 0, 0, 0];
  for (const { wavelength, width, depth, variance: noise, continuum } of pixels) {
    value += (depth / continuum) * width;
    variance += (width / continuum) ** 2 * noise;
    // ∂W/∂C = F/C² · Δλ
    const change = ((continuum - depth) / continuum ** 2) * width;
    byLevel += change;
    bySlope += change * (wavelength - fit.pivot);
  }
  const fromFit = byLevel ** 2 * fit.levelVariance + bySlope ** 2 * fit.slopeVariance;
  return { value, error: Math.sqrt(variance + fromFit) };
}

function lineFlux(pixels: readonly LinePixel[], fit: LocalContinuum): Measured {
  let [value, variance, byLevel, bySlope] = [0, 0, 0, 0];
  for (const { wavelength, width, depth, variance: noise } of pixels) {
    value -= depth * width;
    variance += width ** 2 * noise;
    byLevel += width;
    bySlope += width * (wavelength - fit.pivot);
  }
  const fromFit = byLevel ** 2 * fit.levelVariance + bySlope ** 2 * fit.slopeVariance;
  return { value, error: Math.sqrt(variance + fromFit) };
}

function centroid(pixels: readonly LinePixel[], fit: LocalContinuum): Measured | null {
  const area = pixels.reduce((sum, { depth, width }) => sum + depth * width, 0);
  const moment = pixels.reduce(
    (sum, { depth, width, wavelength }) => sum + depth * width * (wavelength - fit.pivot),
    0,
  );
  const value = fit.pivot + moment / area;
  const inWindow =
    value >= (pixels[0]?.wavelength ?? NaN) && value <= (pixels.at(-1)?.wavelength ?? NaN);
  if (!inWindow) return null;
  let [variance, byLevel, bySlope] = [0, 0, 0];
  for (const { wavelength, width, variance: noise } of pixels) {
    const change = ((wavelength - value) * width) / area;
    variance += change ** 2 * noise;
    byLevel += change;
    bySlope += change * (wavelength - fit.pivot);
  }
  const fromFit = byLevel ** 2 * fit.levelVariance + bySlope ** 2 * fit.slopeVariance;
  return { value, error: Math.sqrt(variance + fromFit) };
}

function overlap({ from, to }: Range): Problem {
  return new Problem('line-bands', `the continuum from ${from} to ${to} Å reaches into the line`, {
    advice: 'Take bands beside the line, which may touch it',
  });
}
