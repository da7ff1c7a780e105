import { describe, expect, it } from 'vitest';
import { decimate } from './decimate.ts';

const pixels = 12_288;
const wavelength = Float64Array.from({ length: pixels }, (_, index) => 15100 + index * 0.15);
const whole = { x0: 15090, x1: 15100 + pixels * 0.15 };
const oneRun = [{ from: 0, to: pixels }];

describe('decimate', () => {
  it('keeps every spike of one pixel, upwards and downwards, wherever it is', () => {
    for (let spike = 7; spike < pixels; spike += 611) {
      const flux = new Float64Array(pixels).fill(100);
      flux[spike] = 900;
      flux[(spike + 300) % pixels] = -50;
      const values = decimate(wavelength, flux, oneRun, whole, 760).map(({ y }) => y);
      expect(Math.max(...values)).toBe(900);
      expect(Math.min(...values)).toBe(-50);
    }
  });

  it('needs at most four points for each screen pixel', () => {
    const flux = Float64Array.from(wavelength, (value) => Math.sin(value));
    expect(decimate(wavelength, flux, oneRun, whole, 760).length).toBeLessThanOrEqual(4 * 762);
  });

  it('keeps wavelengths in order', () => {
    const flux = Float64Array.from(wavelength, (value) => Math.sin(value * 3));
    const points = decimate(wavelength, flux, oneRun, whole, 500);
    expect(points.every(({ x }, index) => index === 0 || x >= (points[index - 1]?.x ?? 0))).toBe(
      true,
    );
  });

  it('gives every pixel where there is room, and one beyond each edge', () => {
    const flux = new Float64Array(pixels).fill(1);
    const points = decimate(wavelength, flux, oneRun, { x0: 15200, x1: 15201 }, 760);
    expect(points[0]?.x).toBeLessThan(15200);
    expect(points.at(-1)?.x).toBeGreaterThan(15201);
    expect(points.length).toBe(9);
  });

  it('breaks the line between stretches', () => {
    const flux = new Float64Array(pixels).fill(1);
    const runs = [
      { from: 0, to: 10 },
      { from: 20, to: 30 },
    ];
    const points = decimate(wavelength, flux, runs, { x0: 15100, x1: 15110 }, 760);
    expect(points).toHaveLength(21);
    expect(points[10]?.y).toBeNaN();
  });
});
