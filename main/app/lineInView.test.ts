import { describe, expect, it } from 'vitest';
import { apogeePixelMask } from '../../core/spectrum/bitmask/apogeePixelMask.ts';
import { lineInView } from './lineInView.ts';

const sigma = 0.6;
const centre = 15_745;

/** A Gaussian line of depth 0.4 on a flat continuum of 100, with errors of 1. */
function spectrum() {
  const wavelength = Float64Array.from({ length: 401 }, (_, i) => centre + (i - 200) * 0.05);
  const flux = wavelength.map(
    (value) => 100 * (1 - 0.4 * Math.exp(-0.5 * ((value - centre) / sigma) ** 2)),
  );
  return {
    wavelength,
    flux,
    ivar: new Float64Array(401).fill(1),
    masks: { bitmask: new Int32Array(401) },
    maskTable: apogeePixelMask,
    breaks: [],
  };
}

const view = { from: centre - 8, to: centre + 8 };

describe('the line in a view', () => {
  it('lies between the outer fifths, where the continuum is', () => {
    const line = lineInView(spectrum(), view);
    expect(line.window.from).toBeCloseTo(centre - 4.8, 9);
    expect(line.window.to).toBeCloseTo(centre + 4.8, 9);
    expect(line.bands[1]).toEqual({ from: line.window.to, to: view.to });
    // Depth · σ · √2π, and 2·√(2 ln 2)·σ.
    expect(line.equivalentWidth?.value).toBeCloseTo(0.4 * sigma * Math.sqrt(2 * Math.PI), 4);
    expect(line.centroid?.value).toBeCloseTo(centre, 6);
    expect(line.fwhm?.value).toBeCloseTo(2.35482 * sigma, 2);
    expect(line.continuum?.value).toBeCloseTo(100, 6);
    expect(line.equivalentWidth?.error).toBeGreaterThan(0);
    expect(line.skipped).toBe(0);
  });

  it('leaves out bad pixels, of the continuum as well', () => {
    const data = spectrum();
    for (const index of [50, 200]) {
      data.flux[index] = 1e6;
      data.masks.bitmask[index] = 1; // BADPIX
    }
    const line = lineInView(data, view);
    expect(line.skipped).toBe(1);
    expect(line.coverage).toBeGreaterThan(0.9);
    expect(line.coverage).toBeLessThan(1);
    expect(line.continuum?.value).toBeCloseTo(100, 6);
  });

  it('has no width at half depth where there is no line', () => {
    const data = spectrum();
    data.flux.fill(100);
    const line = lineInView(data, view);
    expect(line.fwhm).toBeNull();
    expect(line.centroid).toBeNull();
    expect(line.equivalentWidth?.value).toBeCloseTo(0, 9);
  });

  it('says what to do where there are too few pixels', () => {
    expect(() => lineInView(spectrum(), { from: centre, to: centre + 0.1 })).toThrow(/pixels/);
  });
});
