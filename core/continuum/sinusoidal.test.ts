import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { normalisationFlags } from './flags.ts';
import { parseRegions } from './parseRegions.ts';
import { isPreparedFor, prepareSinusoidal } from './prepareSinusoidal.ts';
import { apstarRow, hasSharedReference, referenceText } from './sharedReference.testing.ts';
import { sinusoidal, sinusoidalOn } from './sinusoidal.ts';

const apstarWavelength = Float64Array.from({ length: 8575 }, (_, i) => 10 ** (4.179 + 6e-6 * i));

const samples = z.record(z.string(), z.number());
const realSchema = z.object({
  file: z.string(),
  row: z.number(),
  L: z.number(),
  order: z.number(),
  meta: z.array(z.object({ n: z.number(), theta: z.array(z.number()).optional() })),
  continuum: samples,
  flux: samples,
  ivar: samples,
  sum_continuum: z.number(),
  sum_flux: z.number(),
});
const syntheticSchema = z.object({
  meta: z.array(z.object({ n: z.number() })),
  cont: samples,
  nf: samples,
  niv: samples,
  fill_pixels: z.number(),
  era_list: z.object({ rows: z.number(), per_region: z.array(z.number()) }),
});

/** Largest relative difference from the reference; a reference of 0 must be met exactly. */
function worst(values: Float64Array, reference: Record<string, number>): number {
  const errors = Object.entries(reference).map(([pixel, wanted]) => {
    const got = values[Number(pixel)] ?? NaN;
    return wanted === 0 ? Math.abs(got) : Math.abs(got / wanted - 1);
  });
  return Math.max(...errors);
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}

function count(flags: Uint8Array, bit: number): number {
  return flags.reduce((total, value) => total + (value & bit ? 1 : 0), 0);
}

describe.skipIf(!hasSharedReference)('sinusoidal against Astra', () => {
  const list = () => parseRegions(referenceText('continuum-regions-apogee.list'));

  it('agrees on real apStar rows to 1e-9 relative, for every L and order of the reference', () => {
    const { ranges } = list();
    const lines = referenceText('reference.jsonl').trim().split('\n');
    expect(lines.length).toBe(21);
    for (const line of lines) {
      const reference = realSchema.parse(JSON.parse(line));
      const { flux, ivar } = apstarRow(reference.file, reference.row);
      const { L, order } = reference;
      const result = sinusoidal({
        wavelength: apstarWavelength,
        flux: [flux],
        ivar: [ivar],
        regions: ranges,
        L,
        order,
      }).rows[0];
      expect(result).toBeDefined();
      if (result === undefined) continue;
      expect(result.regions.map((region) => region.n)).toEqual(reference.meta.map(({ n }) => n));
      expect(worst(result.continuum, reference.continuum)).toBeLessThan(1e-9);
      expect(worst(result.normalizedFlux, reference.flux)).toBeLessThan(1e-9);
      expect(worst(result.normalizedIvar, reference.ivar)).toBeLessThan(1e-9);
      expect(Math.abs(sum(result.continuum) / reference.sum_continuum - 1)).toBeLessThan(1e-9);
      expect(Math.abs(sum(result.normalizedFlux) / reference.sum_flux - 1)).toBeLessThan(1e-9);
    }
  });

  it('finds the documented number of continuum pixels in each chip', () => {
    const { ranges, count: rows } = list();
    const reference = syntheticSchema.parse(JSON.parse(referenceText('synthetic.json')));
    const { windows } = prepareSinusoidal({ wavelength: apstarWavelength, regions: ranges });
    expect(rows).toBe(reference.era_list.rows);
    expect(windows.slice(1).map((window) => window.pixels.length)).toEqual(
      reference.era_list.per_region,
    );
  });

  it('agrees on the synthetic spectrum with gaps and a NaN to 1e-9 relative', () => {
    const reference = syntheticSchema.parse(JSON.parse(referenceText('synthetic.json')));
    // As `input` in the reference describes it.
    const flux = apstarWavelength.map(
      (_, i) => 500 * (1 + 0.05 * Math.sin(i / 700)) * (i % 97 === 0 ? 0.7 : 1),
    );
    const ivar = apstarWavelength.map((_, i) => (i % 501 === 0 ? 0 : 0.04));
    flux[4000] = NaN;
    const text = `15200 15300\n15400 15500\n15600 15700\n15900 16000\n16100 16200
      16300 16400\n16500 16600\n16700 16800\n16900 16950`;
    const regions = parseRegions(text).ranges;
    const row = sinusoidal({ wavelength: apstarWavelength, flux: [flux], ivar: [ivar], regions })
      .rows[0];
    expect(row?.regions.map((region) => region.n)).toEqual(reference.meta.map(({ n }) => n));
    expect(worst(row?.continuum ?? new Float64Array(), reference.cont)).toBeLessThan(1e-9);
    expect(worst(row?.normalizedFlux ?? new Float64Array(), reference.nf)).toBeLessThan(1e-9);
    expect(worst(row?.normalizedIvar ?? new Float64Array(), reference.niv)).toBeLessThan(1e-9);
    const flags = row?.flags ?? new Uint8Array();
    expect(count(flags, normalisationFlags.notNormalised)).toBe(reference.fill_pixels);
    expect(row?.flags[4000]).toBe(normalisationFlags.badInput);
  });
});

describe('sinusoidal', () => {
  const wavelength = Float64Array.from({ length: 1000 }, (_, i) => 15200 + 0.5 * i);
  const constant = (value: number) => new Float64Array(wavelength.length).fill(value);
  const regions = [{ start: 15200, end: 15700 }];

  it('is the weighted mean over 1 + 1e-6 where the order is 0', () => {
    // One term: A = Σ ivar is its own largest eigenvalue, so θ = Σ ivar·f / (Σ ivar·(1 + 1e-6)).
    const flux = wavelength.map((_, i) => 100 + (i % 10));
    const ivar = wavelength.map((_, i) => 1 + (i % 3));
    const inside = flux.map((f, i) => f * (ivar[i] ?? NaN));
    const mean = sum(inside) / sum(ivar) / (1 + 1e-6);
    const row = sinusoidal({ wavelength, flux: [flux], ivar: [ivar], regions, order: 0 }).rows[0];
    expect(Math.abs((row?.continuum[0] ?? NaN) / mean - 1)).toBeLessThan(1e-13);
    expect(row?.normalizedFlux[7]).toBeCloseTo(107 / mean, 12);
    expect(row?.normalizedIvar[7]).toBeCloseTo(2 * mean * mean, 8);
  });

  it('gives the same bytes on a prepared grid', () => {
    const flux = wavelength.map((w, i) => 100 + (i % 7) + w / 1000);
    const rows = { flux: [flux], ivar: [constant(1)] };
    const prepared = prepareSinusoidal({ wavelength, regions });
    expect(sinusoidalOn(prepared, rows)).toEqual(sinusoidal({ wavelength, regions, ...rows }));
    expect(isPreparedFor(prepared, Float64Array.from(wavelength))).toBe(true);
    expect(
      isPreparedFor(
        prepared,
        wavelength.map((w) => w + 1e-9),
      ),
    ).toBe(false);
  });

  it('leaves a region whose ivar is all zero at continuum 1 and says so', () => {
    const row = sinusoidal({ wavelength, flux: [constant(7)], ivar: [constant(0)], regions })
      .rows[0];
    expect(row?.regions[1]?.status).toBe('all ivar zero');
    expect(row?.continuum.every((c) => c === 1)).toBe(true);
    const { notNormalised, regionNotFitted, badInput } = normalisationFlags;
    expect(row?.flags[0]).toBe(notNormalised | regionNotFitted | badInput);
  });

  it('keeps masked pixels out of the fit and in the product', () => {
    const flux = constant(10);
    flux[500] = 1e6;
    const extraMask = new Uint8Array(wavelength.length);
    extraMask[500] = 1;
    const row = sinusoidal({ wavelength, flux: [flux], ivar: [constant(1)], regions, extraMask })
      .rows[0];
    expect(row?.continuum[500]).toBeCloseTo(10, 1);
    expect(row?.normalizedFlux[500]).toBe(1e6 / (row?.continuum[500] ?? NaN));
    expect(row?.flags[500]).toBe(normalisationFlags.masked);
  });

  it('stacks the normalised rows by ivar', () => {
    const flux = [constant(10), constant(20)];
    const ivar = [constant(1), constant(1)];
    const { rows, stacked } = sinusoidal({ wavelength, flux, ivar, regions, sumAxis: 0 });
    const [a, b] = rows.map((row) => [row.normalizedFlux[9] ?? NaN, row.normalizedIvar[9] ?? NaN]);
    const [fa, va] = [a?.[0] ?? NaN, a?.[1] ?? NaN];
    const [fb, vb] = [b?.[0] ?? NaN, b?.[1] ?? NaN];
    expect(stacked?.flux[9]).toBeCloseTo((fa * va + fb * vb) / (va + vb), 14);
    expect(stacked?.ivar[9]).toBeCloseTo(va + vb, 10);
  });
});
