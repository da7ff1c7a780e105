import { describe, expect, it } from 'vitest';
import { airToVacuum, vacuumToAir } from './airVacuum.ts';
import { fromAngstrom, toAngstrom, toMedium } from './wavelengthUnit.ts';

/** Computed from Ciddor's formula with 30-digit decimals. */
const exact: readonly (readonly [vacuum: number, air: number])[] = [
  [3934.777, 3933.6632928636186],
  [6564.614, 6562.801026281907],
  [10000, 9997.259090152502],
  [16000, 15995.629661407791],
  [16822.7, 16818.10591076866],
];

describe('air and vacuum', () => {
  it.each(exact)('%d Å in vacuum is as long in air as 30-digit arithmetic says', (vacuum, air) => {
    expect(Math.abs(vacuumToAir(vacuum) - air) / air).toBeLessThan(3e-16);
  });

  it.each(exact)('%d Å comes back from air within 1e-12', (vacuum, air) => {
    expect(Math.abs(airToVacuum(air) - vacuum) / vacuum).toBeLessThan(1e-12);
  });

  it('round trips from 2300 Å to 2 µm within 1e-12', () => {
    for (let vacuum = 2300; vacuum < 20_000; vacuum += 37.7) {
      expect(Math.abs(airToVacuum(vacuumToAir(vacuum)) / vacuum - 1)).toBeLessThan(1e-12);
    }
  });

  it('puts Hα where every table has it: 6564.61 Å in vacuum, 6562.80 Å in air', () => {
    expect(toMedium(Float64Array.of(6564.61), 'vacuum', 'air')[0]).toBeCloseTo(6562.8, 2);
  });

  it('leaves NaN as NaN', () => {
    expect(airToVacuum(NaN)).toBeNaN();
  });
});

describe('units of wavelength', () => {
  it('gives 16000 Å as 1600 nm and 1.6 µm, and back', () => {
    const angstrom = Float64Array.of(16_000);
    expect(fromAngstrom(angstrom, 'nm')).toEqual(Float64Array.of(1600));
    expect(fromAngstrom(angstrom, 'µm')).toEqual(Float64Array.of(1.6));
    expect(toAngstrom(Float64Array.of(1.6), 'µm')).toEqual(angstrom);
  });
});
