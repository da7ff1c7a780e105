import type { LineMeasurement } from '../../core/api/line.ts';
import { ivarOfGood } from '../../core/spectrum/bitmask/badPixels.ts';
import { measureLine, type Measured } from '../../core/spectrum/measure/measureLine.ts';
import type { Range } from '../../core/spectrum/measure/spectrumRange.ts';
import type { Spectrum } from '../../core/spectrum/spectrum.ts';

/** Of the view, on either side: where the continuum is. The line is in between. */
const CONTINUUM_SHARE = 0.2;

/**
 * The line in the middle of a view, over the straight continuum through the outer fifths of it. Bad
 * pixels are left out, as in the statistics. Throws what `measureLine` throws.
 */
export function lineInView(
  spectrum: Pick<Spectrum, 'wavelength' | 'flux' | 'ivar' | 'masks' | 'maskTable' | 'breaks'>,
  { from, to }: Range,
): LineMeasurement {
  const { wavelength, flux, breaks } = spectrum;
  const ivar = ivarOfGood(spectrum);
  const edge = CONTINUUM_SHARE * (to - from);
  const window = { from: from + edge, to: to - edge };
  const bands: [Range, Range] = [
    { from, to: window.from },
    { from: window.to, to },
  ];
  const line = measureLine({ wavelength, flux, ivar }, window, bands, breaks);
  return {
    window,
    bands,
    equivalentWidth: finite(line.equivalentWidth),
    flux: finite(line.flux),
    centroid: finite(line.centroid),
    fwhm: finite(line.fwhm),
    continuum: finite(line.continuum),
    pixels: line.pixels,
    skipped: line.skipped,
    coverage: line.coverage,
  };
}

function finite(measured: Measured | null): LineMeasurement['flux'] {
  if (measured === null || !Number.isFinite(measured.value)) return null;
  const { value, error } = measured;
  return { value, error: Number.isFinite(error) ? error : null };
}
