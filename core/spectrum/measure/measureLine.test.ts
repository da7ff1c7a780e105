import { describe, expect, it } from 'vitest';
import { seeded } from '../seeded.testing.ts';
import { measureLine } from './measureLine.ts';

const center = 15_745.2;
const sigma = 0.6;
const bands = [
  { from: 15_735, to: 15_740 },
  { from: 15_750, to: 15_755 },
];
const window = { from: 15_741, to: 15_749 };

/** A Gaussian line of that depth (negative: emission) on a sloping continuum. */
function line(depth: number, noise = 0, seed = 1) {
  const wavelength = Float64Array.from({ length: 200 }, (_, i) => 15_733 + 0.13 * i);
  const { normal } = seeded(seed);
  const flux = wavelength.map((value) => {
    const continuum = 100 + 0.8 * (value - center);
    const profile = depth * Math.exp(-0.5 * ((value - center) / sigma) ** 2);
    return continuum * (1 - profile) + (noise === 0 ? 0 : noise * normal());
  });
  return { wavelength, flux, ivar: new Float64Array(200).fill(noise === 0 ? 1 : noise ** -2) };
}

describe('a line over a local continuum', () => {
  it('has the equivalent width of its Gaussian: depth · σ · √2π', () => {
    const { equivalentWidth, continuum } = measureLine(line(0.4), window, bands);
    expect(equivalentWidth?.value).toBeCloseTo(0.4 * sigma * Math.sqrt(2 * Math.PI), 6);
    expect(continuum.value).toBeCloseTo(100 + 0.8 * (15_745 - center), 9);
  });

  it('has its centroid and its width, 2·√(2 ln 2)·σ', () => {
    const { centroid, fwhm } = measureLine(line(0.4), window, bands);
    // The slope of the continuum weights the red side a little more: σ² · 0.8/100.
    expect(centroid?.value).toBeCloseTo(center + 0.008 * sigma ** 2, 4);
    expect(fwhm?.value).toBeCloseTo(2 * Math.sqrt(2 * Math.log(2)) * sigma, 2);
  });

  it('is negative in emission, with positive flux', () => {
    const { equivalentWidth, flux, fwhm } = measureLine(line(-2), window, bands);
    expect(equivalentWidth?.value).toBeCloseTo(-2 * sigma * Math.sqrt(2 * Math.PI), 6);
    expect(flux.value).toBeCloseTo(200 * sigma * Math.sqrt(2 * Math.PI), 3);
    expect(fwhm?.value).toBeCloseTo(2.3548 * sigma, 2);
  });

  it('states errors that the scatter of 1500 noisy copies bears out within 10%', () => {
    const widths: number[] = [];
    const centres: number[] = [];
    const fwhms: number[] = [];
    let stated = { width: 0, centre: 0, fwhm: 0 };
    for (let seed = 1; seed <= 1500; seed++) {
      const found = measureLine(line(0.6, 1, seed * 7919), window, bands);
      widths.push(found.equivalentWidth?.value ?? NaN);
      centres.push(found.centroid?.value ?? NaN);
      fwhms.push(found.fwhm?.value ?? NaN);
      stated = {
        width: stated.width + (found.equivalentWidth?.error ?? NaN) / 1500,
        centre: stated.centre + (found.centroid?.error ?? NaN) / 1500,
        fwhm: stated.fwhm + (found.fwhm?.error ?? NaN) / 1500,
      };
    }
    expect(Math.abs(deviation(widths) / stated.width - 1)).toBeLessThan(0.1);
    expect(Math.abs(deviation(centres) / stated.centre - 1)).toBeLessThan(0.1);
    // The deepest pixel of a noisy line is biased deep, so this one is rougher.
    expect(Math.abs(deviation(fwhms) / stated.fwhm - 1)).toBeLessThan(0.35);
  });

  it('states an error of the width that knows the continuum may be wrong: a band on one side', () => {
    const beside = [{ from: 15_738, to: 15_740 }];
    const fwhms: number[] = [];
    let stated = 0;
    for (let seed = 1; seed <= 1500; seed++) {
      const { fwhm } = measureLine(line(0.5, 0.3, seed * 7919), window, beside);
      fwhms.push(fwhm?.value ?? NaN);
      stated += (fwhm?.error ?? NaN) / 1500;
    }
    expect(Math.abs(deviation(fwhms) / stated - 1)).toBeLessThan(0.1);
  });

  it('counts the ends of the window by the part of a pixel that lies inside', () => {
    const wavelength = Float64Array.from({ length: 60 }, (_, i) => i);
    const flux = wavelength.map((value) => (value >= 20 && value < 40 ? 0 : 1));
    const flat = { wavelength, flux, ivar: new Float64Array(60).fill(1) };
    const found = measureLine(flat, { from: 24.7, to: 30.1 }, [
      { from: 5, to: 15 },
      { from: 45, to: 55 },
    ]);
    expect(found.equivalentWidth?.value).toBeCloseTo(5.4, 12);
  });

  it('says how many bad pixels it skipped', () => {
    const spectrum = line(0.4);
    spectrum.ivar[100] = 0;
    spectrum.flux[101] = NaN;
    expect(measureLine(spectrum, window, bands).skipped).toBe(2);
  });

  it('says how much of the window was seen: all of it, or less at the end of the spectrum', () => {
    expect(measureLine(line(0.4), window, bands).coverage).toBeCloseTo(1, 12);
    const cut = line(0.4);
    const last = cut.wavelength.findIndex((value) => value > 15_745);
    const ends = {
      wavelength: cut.wavelength.slice(0, last),
      flux: cut.flux.slice(0, last),
      ivar: cut.ivar.slice(0, last),
    };
    const { coverage, skipped } = measureLine(ends, window, bands.slice(0, 1));
    expect(skipped).toBe(0);
    expect(coverage).toBeCloseTo((15_733 + 0.13 * (last - 0.5) - window.from) / 8, 9);
  });

  it('has a flux but no equivalent width over a continuum that is not above 0', () => {
    const galaxy = line(-2);
    galaxy.flux.forEach((value, i) => {
      const continuum = 100 + 0.8 * ((galaxy.wavelength[i] ?? NaN) - center);
      galaxy.flux[i] = value - continuum - 0.01;
    });
    const { equivalentWidth, flux } = measureLine(galaxy, window, bands);
    expect(equivalentWidth).toBeNull();
    expect(flux.value).toBeCloseTo(200 * sigma * Math.sqrt(2 * Math.PI), 3);
  });

  it('has no centroid or width where there is no line', () => {
    const flat = line(0);
    flat.flux.fill(1);
    expect(measureLine(flat, window, bands)).toMatchObject({ centroid: null, fwhm: null });
  });

  it('counts a pixel once where bands overlap, and refuses bands that reach into the line', () => {
    const [blue = window, red = window] = bands;
    const plain = measureLine(line(0.4), window, bands);
    const twice = measureLine(line(0.4), window, [blue, red, { from: 15_736, to: 15_739 }]);
    expect(twice.continuum).toEqual(plain.continuum);
    const into = { from: 15_738, to: 15_742 };
    expect(() => measureLine(line(0.4), window, [into, red])).toThrow(
      /15738 to 15742 Å reaches into/,
    );
    const touching = { from: 15_738, to: window.from };
    expect(measureLine(line(0.4), window, [touching, red]).pixels).toBe(plain.pixels);
  });

  it('refuses an empty window and empty bands', () => {
    expect(() => measureLine(line(0.4), { from: 1, to: 2 }, bands)).toThrow(/window holds 0/);
    expect(() => measureLine(line(0.4), window, [])).toThrow(/bands hold 0/);
  });
});

function deviation(values: readonly number[]): number {
  const mean = values.reduce((a, b) => a + b) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
}
