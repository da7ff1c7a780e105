import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../problem/problem.ts';
import { chebyshev } from './chebyshev.ts';
import type { NormalisationInput } from './input.ts';
import type { Normalisation } from './normalisation.ts';
import { runningQuantile } from './runningQuantile.ts';
import { scalar } from './scalar.ts';
import { sinusoidal } from './sinusoidal.ts';
import { spline } from './spline.ts';

const wavelength = Float64Array.from({ length: 300 }, (_, i) => 15200 + i);
const filled = (value: number) => new Float64Array(300).fill(value);
const normalisers: readonly [string, (input: NormalisationInput) => Normalisation][] = [
  ['sinusoidal', sinusoidal],
  ['chebyshev', chebyshev],
  ['runningQuantile', runningQuantile],
  ['spline', spline],
  ['scalar', scalar],
];
const onePixel = filled(0);
onePixel[150] = 1;

/** [what, flux, ivar, regions] */
const badData: readonly [string, Float64Array, Float64Array, NormalisationInput['regions']][] = [
  ['ivar zero everywhere', filled(5), filled(0), undefined],
  ['ivar negative everywhere', filled(5), filled(-1), undefined],
  ['ivar infinite everywhere', filled(5), filled(Infinity), undefined],
  ['NaN everywhere', filled(NaN), filled(NaN), undefined],
  ['no continuum regions', filled(5), filled(1), []],
  ['regions beside the spectrum', filled(5), filled(1), [{ start: 1, end: 2 }]],
  ['one good pixel', filled(5), onePixel, undefined],
  ['flux zero everywhere', filled(0), filled(1), undefined],
  ['the largest doubles', filled(Number.MAX_VALUE), filled(Number.MAX_VALUE), undefined],
  [
    'the largest doubles of both signs',
    wavelength.map((_, i) => (i % 3 === 0 ? -1 : 1) * Number.MAX_VALUE),
    wavelength.map((_, i) => (i % 3 === 1 ? 0 : 5e-324)),
    undefined,
  ],
  ['the smallest doubles', filled(5e-324), filled(5e-324), undefined],
];

describe.each(normalisers)('%s', (_, normalise) => {
  it.each(badData)('never gives NaN for %s', (_what, flux, ivar, regions) => {
    const { rows } = normalise({ wavelength, flux: [flux], ivar: [ivar], regions });
    const row = rows[0];
    expect(row?.continuum.every(Number.isFinite)).toBe(true);
    expect(row?.normalizedFlux.every(Number.isFinite)).toBe(true);
    expect(row?.normalizedIvar.every((v) => v >= 0 && v < Infinity)).toBe(true);
    const unexplained = row?.flags.some((flag, i) => flag === 0 && row.normalizedIvar[i] === 0);
    // Only where C²·ivar leaves the range of doubles does a good pixel lose its weight unflagged.
    if (Math.abs(Math.log10(Math.abs(flux[0] ?? NaN))) < 300) expect(unexplained).toBe(false);
  });

  it('never gives NaN for any doubles at all', () => {
    const doubles = fc.double();
    const samples = fc.array(fc.record({ f: doubles, v: doubles, masked: fc.boolean() }), {
      maxLength: 40,
    });
    const property = fc.property(samples, fc.integer({ min: 1, max: 200 }), (pixels, step) => {
      const { rows } = normalise({
        wavelength: Float64Array.from(pixels, (_, i) => 15100 + i * step),
        flux: [Float64Array.from(pixels, ({ f }) => f)],
        ivar: [Float64Array.from(pixels, ({ v }) => v)],
        extraMask: Uint8Array.from(pixels, ({ masked }) => Number(masked)),
      });
      const row = rows[0];
      return (
        row?.continuum.every(Number.isFinite) === true &&
        row.normalizedFlux.every(Number.isFinite) &&
        row.normalizedIvar.every((v) => v >= 0 && v < Infinity)
      );
    });
    fc.assert(property, { numRuns: 300 });
  });

  it('returns empty arrays for an empty spectrum', () => {
    const none = new Float64Array(0);
    const { rows } = normalise({ wavelength: none, flux: [none], ivar: [none] });
    expect(rows[0]?.continuum.length).toBe(0);
  });

  it('returns no rows for no rows, stacked or not', () => {
    expect(normalise({ wavelength, flux: [], ivar: [], sumAxis: 0 })).toEqual({
      rows: [],
      stacked: undefined,
    });
  });

  it('fits a spectrum of one pixel or says why not', () => {
    const one = Float64Array.of(15200);
    const row = normalise({ wavelength: one, flux: [Float64Array.of(3)], ivar: [one] }).rows[0];
    expect(Number.isFinite(row?.continuum[0])).toBe(true);
  });

  it.each<[string, Partial<NormalisationInput>]>([
    ['continuum-shape', { flux: [filled(1), filled(1)] }],
    ['continuum-shape', { ivar: [new Float64Array(3)] }],
    ['continuum-shape', { extraMask: new Uint8Array(3) }],
    ['continuum-wavelength', { wavelength: filled(1) }],
    ['continuum-wavelength', { wavelength: wavelength.toReversed() }],
    ['continuum-pixels', { continuumPixels: Int32Array.of(3, 2) }],
    ['continuum-pixels', { continuumPixels: Int32Array.of(300) }],
    ['continuum-parameter', { sumAxis: 1 }],
  ])('refuses what does not fit together: %s', (code, change) => {
    const input = { wavelength, flux: [filled(1)], ivar: [filled(1)], ...change };
    expect(() => normalise(input)).toThrow(expect.objectContaining({ name: 'Problem', code }));
  });
});

describe('parameters out of bounds', () => {
  const input = { wavelength, flux: [filled(1)], ivar: [filled(1)] };

  it.each<[string, () => Normalisation]>([
    ['L', () => sinusoidal({ ...input, L: 0 })],
    ['L', () => sinusoidal({ ...input, L: NaN })],
    ['L', () => sinusoidal({ ...input, L: 1e-300 })],
    ['continuum_order', () => sinusoidal({ ...input, order: 1e9 })],
    ['continuum_order', () => sinusoidal({ ...input, order: 2.5 })],
    ['degree', () => chebyshev({ ...input, degree: -1 })],
    ['low_sigma', () => chebyshev({ ...input, lowSigma: 0 })],
    ['width', () => runningQuantile({ ...input, width: 150 })],
    ['width', () => runningQuantile({ ...input, width: 1e9 + 1 })],
    ['quantile', () => runningQuantile({ ...input, quantile: 1.5 })],
    ['knots', () => spline({ ...input, knots: { count: 1e9 } })],
    ['knots', () => spline({ ...input, knots: { at: [NaN] } })],
  ])('%s is named in the refusal', (parameter, call) => {
    let caught: unknown;
    try {
      call();
    } catch (problem) {
      caught = problem;
    }
    expect(caught).toBeInstanceOf(Problem);
    expect(caught).toMatchObject({ code: 'continuum-parameter', where: { parameter } });
  });
});
