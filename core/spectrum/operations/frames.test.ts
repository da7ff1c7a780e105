import { describe, expect, it } from 'vitest';
import { dopplerFactor, velocityAround, wavelengthOfVelocity } from './doppler.ts';
import { frameFactor, statedShifts, toFrame } from './frames.ts';
import { toMedium } from './wavelengthUnit.ts';
import type { Spectrum } from '../spectrum.ts';

/** Cards of a real visit: VHELIO = VRAD + BC. */
const visit = { bc: -5.42132001309, vrad: -55.3955, vhelio: -60.8168659726 };

const sample: Spectrum = {
  product: 'spec',
  row: 0,
  rows: 1,
  label: 'Coadd',
  wavelength: Float64Array.of(5000),
  flux: Float64Array.of(1),
  ivar: Float64Array.of(1),
  masks: {},
  unit: '',
  frame: 'barycentric',
  medium: 'vacuum',
  meanSnr: 1,
  headerSnr: null,
  meta: {},
  breaks: [],
  gaps: [],
  source: { hdu: 1, row: 0, reversed: false, shape: [1] },
  warnings: [],
};

describe('frames of an APOGEE visit', () => {
  it('goes to rest by VRAD: a line at rest · (1 + VRAD/c) comes back to rest', () => {
    const rest = 15_745.017;
    const topocentric = rest * (1 + visit.vrad / 299_792.458);
    const found = topocentric * frameFactor('topocentric', 'rest', visit);
    expect(Math.abs(found / rest - 1)).toBeLessThan(1e-15);
  });

  it('goes to barycentric by BC, and from there to rest by VHELIO within a few cm/s', () => {
    const direct = frameFactor('topocentric', 'rest', visit);
    const byBarycentre =
      frameFactor('topocentric', 'barycentric', visit) * frameFactor('barycentric', 'rest', visit);
    // The two differ by VRAD·BC/c², and by the digits of VRAD in its card.
    expect(Math.abs(byBarycentre / direct - 1) * 299_792.458).toBeLessThan(0.002);
  });

  it('undoes itself in every direction', () => {
    const frames = ['topocentric', 'barycentric', 'rest'] as const;
    for (const from of frames) {
      for (const to of frames) {
        const product = frameFactor(from, to, visit) * frameFactor(to, from, visit);
        expect(Math.abs(product - 1)).toBeLessThan(1e-15);
      }
    }
  });

  it('prefers a redshift to a velocity on the way to rest', () => {
    expect(frameFactor('barycentric', 'rest', { z: 1, vhelio: 10 })).toBe(0.5);
  });

  it('refuses to guess a velocity', () => {
    expect(() => frameFactor('topocentric', 'rest', { bc: 3 })).toThrow(/radial velocity/);
    expect(() => frameFactor('rest', 'barycentric', {})).toThrow(/is not known/);
  });

  it('takes from the metadata only numbers', () => {
    expect(statedShifts({ meta: { bc: 1.5, vrad: null, z: 'unknown' } })).toEqual({ bc: 1.5 });
  });

  it('takes 999999 km/s for what it means: unknown', () => {
    expect(statedShifts({ meta: { vhelio: 999_999, bc: NaN } })).toEqual({});
  });

  it('shifts air wavelengths by way of the vacuum', () => {
    const rest = { from: 6564.614, z: 0.1 };
    const observed = Float64Array.of(rest.from * (1 + rest.z));
    const inAir = toMedium(observed, 'vacuum', 'air');
    const spectrum = { ...sample, wavelength: inAir, medium: 'air' as const };
    const shifted = toFrame(spectrum, 'rest', rest);
    expect(shifted.frame).toBe('rest');
    expect(shifted.wavelength[0]).toBeCloseTo(6562.801026281907, 9);
  });
});

describe('velocities', () => {
  it('are 0 at the line and c·(λ/λ0 − 1) beside it', () => {
    const velocity = velocityAround(Float64Array.of(5000, 5001), 5000);
    expect(velocity[0]).toBe(0);
    expect(velocity[1]).toBeCloseTo(59.9584916, 9);
    expect(wavelengthOfVelocity(velocity, 5000)[1]).toBeCloseTo(5001, 9);
  });

  it('agree in both conventions to second order: 100 km/s differ by v²/2c²', () => {
    const difference = dopplerFactor(100, 'relativistic') - dopplerFactor(100);
    expect(difference).toBeCloseTo((100 / 299_792.458) ** 2 / 2, 10);
  });
});
