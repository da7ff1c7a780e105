import type { LocalContinuum } from './localContinuum.ts';
import type { LinePixel, Measured } from './measureLine.ts';

/**
 * Full width at half maximum: the distance between the two half-depth crossings nearest to the
 * deepest pixel (the highest of an emission line), each interpolated between two pixels. The error
 * is that of the crossings' fluxes, of half the peak and of the continuum, divided by the slopes
 * there: to first order a crossing moves outwards by (δdepth − δpeak / 2) / slope (propagation of
 * errors: Bevington & Robinson 2003, "Data Reduction and Error Analysis", §3.2). Null if one side
 * does not come down to half.
 */
export function fullWidthHalfMaximum(
  pixels: readonly LinePixel[],
  fit: LocalContinuum,
): Measured | null {
  const net = pixels.reduce((sum, { depth, width }) => sum + depth * width, 0);
  const sign = net < 0 ? -1 : 1;
  const peak = pixels.reduce(
    (best, { depth }, i) => (sign * depth > sign * (pixels[best]?.depth ?? 0) ? i : best),
    0,
  );
  const top = pixels[peak];
  if (top === undefined || sign * top.depth <= 0) return null;
  const blue = crossing(pixels, peak, -1, top);
  const red = crossing(pixels, peak, 1, top);
  if (blue === null || red === null) return null;
  // Half the peak moves both crossings outwards or inwards together.
  const together = (top.variance / 4) * (1 / blue.slope + 1 / red.slope) ** 2;
  const alone = blue.variance / blue.slope ** 2 + red.variance / red.slope ** 2;
  const fromFit = continuumVariance([blue, red], top, fit);
  return { value: red.wavelength - blue.wavelength, error: Math.sqrt(together + alone + fromFit) };
}

/** A continuum that is too high makes every pixel deeper, and the half depth by half as much. */
function continuumVariance(
  crossings: readonly Crossing[],
  top: LinePixel,
  { pivot, levelVariance, slopeVariance }: LocalContinuum,
): number {
  let [byLevel, bySlope] = [0, 0];
  for (const { wavelength, slope } of crossings) {
    byLevel += 0.5 / slope;
    bySlope += (wavelength - pivot - (top.wavelength - pivot) / 2) / slope;
  }
  return byLevel ** 2 * levelVariance + bySlope ** 2 * slopeVariance;
}

interface Crossing {
  readonly wavelength: number;
  /** |d depth / dλ| there. */
  readonly slope: number;
  readonly variance: number;
}

function crossing(
  pixels: readonly LinePixel[],
  peak: number,
  step: 1 | -1,
  top: LinePixel,
): Crossing | null {
  for (let i = peak; ; i += step) {
    const [inner, outer] = [pixels[i], pixels[i + step]];
    if (inner === undefined || outer === undefined) return null;
    const fraction = (inner.depth - top.depth / 2) / (inner.depth - outer.depth);
    if (!(fraction >= 0 && fraction <= 1)) continue;
    const distance = outer.wavelength - inner.wavelength;
    return {
      wavelength: inner.wavelength + fraction * distance,
      slope: Math.abs((inner.depth - outer.depth) / distance),
      variance: (1 - fraction) ** 2 * inner.variance + fraction ** 2 * outer.variance,
    };
  }
}
