import { describe, expect, it } from 'vitest';
import { chebyshev } from './chebyshev.ts';
import { normalisationFlags } from './flags.ts';
import type { Normalisation } from './normalisation.ts';
import { runningQuantile } from './runningQuantile.ts';
import { scalar } from './scalar.ts';
import { spline, type Knots } from './spline.ts';

/*
 * One spectrum for all: the apStar grid, a slow wave, lines every 97 pixels, ivar that varies and
 * has zeros, one NaN. The numbers expected below were made from the same formulas with numpy 1.24
 * and scipy 1.10: numpy.polynomial.chebyshev.chebfit in the clipping loop of the docstring,
 * scipy.interpolate.LSQUnivariateSpline, scipy.ndimage.generic_filter with numpy.quantile and
 * mode='mirror' over numpy.interp, all with w = sqrt(ivar).
 */
const wavelength = Float64Array.from({ length: 8575 }, (_, i) => 10 ** (4.179 + 6e-6 * i));
const flux = wavelength.map(
  (_, i) => 500 * (1 + 0.05 * Math.sin(i / 700)) * (i % 97 === 0 ? 0.7 : 1),
);
flux[4000] = NaN;
const ivar = wavelength.map((_, i) => (i % 501 === 0 ? 0 : 0.04 * (1 + 0.5 * Math.cos(i / 300))));
const input = { wavelength, flux: [flux], ivar: [ivar] };

const CHEB4 = {
  0: 499.45577772293404,
  1500: 520.820759449758,
  3376: 479.69623510636296,
  4000: 486.4488926716185,
  6198: 513.161071167962,
  6204: 513.0756768587636,
  8451: 488.28201922480633,
  8500: 1.0,
};
const CHEB6 = {
  0: 499.6011860289484,
  1500: 519.3717536139704,
  3376: 474.48594930556874,
  4000: 485.05745701900236,
  6198: 512.7014391425406,
  6204: 509.72175959666436,
  8451: 485.2154389505063,
  8500: 1.0,
};
const SPLINE2 = {
  0: 499.8304493201358,
  1500: 519.403586339927,
  3376: 474.73776540796933,
  4000: 485.05591204670804,
  6198: 513.250403611287,
  6204: 508.8455841294559,
  8451: 484.8896791566162,
  8500: 1.0,
};
const SPLINE3 = {
  0: 500.37329072682513,
  1500: 519.4003287808371,
  3376: 475.1909388471196,
  4000: 485.09352282672165,
  6198: 513.8719669296511,
  6204: 506.9093603500301,
  8451: 483.8911395212305,
  8500: 1.0,
};
const MEDIAN = {
  0: 501.356476385868,
  3: 501.356476385868,
  74: 502.60241975805576,
  1500: 521.0003217062156,
  4000: 486.50229246162223,
  8500: 489.69330050210283,
  8574: 490.8777775297616,
};
const Q90 = {
  0: 502.42475359969916,
  3: 502.42475359969916,
  74: 504.7565391244809,
  1500: 522.101159589309,
  4000: 488.3533316804739,
  8500: 491.7147135421682,
  8574: 491.9171910632084,
};

function expectContinuum(result: Normalisation, wanted: Record<number, number>): void {
  for (const [pixel, value] of Object.entries(wanted)) {
    const got = result.rows[0]?.continuum[Number(pixel)] ?? NaN;
    expect(Math.abs(got / value - 1), `pixel ${pixel}: ${got}`).toBeLessThan(1e-10);
  }
}

describe('chebyshev', () => {
  it('agrees with chebfit and asymmetric clipping to 1e-10', () => {
    const result = chebyshev(input);
    expectContinuum(result, CHEB4);
    expect(result.rows[0]?.regions.map((region) => region.used)).toEqual([0, 3148, 2618, 2069]);
    expect(result.rows[0]?.regions[1]?.theta[1]).toBeCloseTo(-18.437548712237, 9);
  });

  it('agrees with chebfit where nothing is clipped', () => {
    const lowSigma = Infinity;
    expectContinuum(chebyshev({ ...input, degree: 6, lowSigma, highSigma: Infinity }), CHEB6);
  });

  it('says that a degree asks for more pixels than there are', () => {
    const regions = [{ start: 15200, end: 15200.7 }];
    const region = chebyshev({ ...input, regions }).rows[0]?.regions[1];
    expect(region).toMatchObject({ status: 'too few pixels', n: 4, used: 4 });
  });
});

describe('spline', () => {
  it('agrees with LSQUnivariateSpline, quadratic and cubic, on ten even knots, to 1e-10', () => {
    expectContinuum(spline({ ...input, degree: 2 }), SPLINE2);
    expectContinuum(spline(input), SPLINE3);
  });

  it('takes the same knots by hand', () => {
    const regions = spline(input).rows[0]?.regions ?? [];
    const at = regions.flatMap((region) => [...(region.knots ?? [])]).reverse();
    expectContinuum(spline({ ...input, knots: { at } }), SPLINE3);
  });

  it.each([2, 3] as const)(
    'of degree %i stays near the truth between sparse regions and beyond the last one',
    (degree) => {
      const truth = wavelength.map((_, i) => 500 * (1 + 0.05 * Math.sin(i / 700)));
      const noisy = truth.map((f, i) => f * (1 + 0.02 * Math.sin(i * i)));
      // Two to ten pixels every 26 Å or so, as in the list for APOGEE, and none at the ends of a chip.
      const regions = Array.from({ length: 72 }, (_, i) => 15_110 + 26 * i)
        .filter((start) => !(start > 15_770 && start < 15_900) && start < 16_930)
        .map((start, i) => ({ start, end: start + 0.5 + 0.25 * (i % 8) }));
      const struckOut = [
        [0, 0],
        [15_090, 15_250],
        [15_600, 15_830],
        [16_700, 17_000],
      ] as const;
      for (const [from, to] of struckOut) {
        const extraMask = Uint8Array.from(wavelength, (λ) => Number(λ > from && λ < to));
        const input = { wavelength, flux: [noisy], ivar: [ivar], regions, degree, extraMask };
        const row = spline(input).rows[0];
        for (const [i, here] of wavelength.entries()) {
          if (((row?.flags[i] ?? 0) & ~normalisationFlags.masked) !== 0) continue;
          const off = (row?.continuum[i] ?? NaN) / (truth[i] ?? NaN) - 1;
          expect(Math.abs(off), `${here.toFixed(1)} Å: ${off}`).toBeLessThan(0.06);
        }
      }
    },
  );

  it('drops spaced knots, not those by hand, that a few neighbouring pixels would hold', () => {
    const regions = [
      { start: 15_100, end: 15_500 },
      { start: 15_700, end: 15_702 },
    ];
    const knotsOf = (knots: Knots) =>
      [...(spline({ ...input, regions, knots }).rows[0]?.regions[1]?.knots ?? [])].map(Math.round);
    expect(knotsOf({ count: 5 })).toEqual([15_201, 15_301, 15_401]);
    expect(knotsOf({ at: [15_300, 15_695] })).toEqual([15_300, 15_695]);
  });

  it('says of which parameter there are too many knots', () => {
    const at = Array.from({ length: 10_001 }, (_, i) => 15_100 + 0.1 * i);
    expect(() => spline({ ...input, knots: { at } })).toThrow(
      expect.objectContaining({
        message: 'there are 10001 knots',
        where: { parameter: 'knots' },
        advice: 'Give at most 10000',
      }),
    );
  });

  it('drops knots that the data cannot support and reports those it kept', () => {
    const gap = ivar.map((v, i) => (i > 500 && i < 2500 ? 0 : v));
    const row = spline({ ...input, ivar: [gap] }).rows[0];
    expect(row?.regions[1]?.status).toBe('fitted');
    expect(row?.regions[1]?.knots?.length).toBeLessThan(10);
    expect(row?.continuum.every(Number.isFinite)).toBe(true);
  });
});

describe('runningQuantile', () => {
  it('agrees with scipy over mirrored edges and bridged pixels, to 1e-10', () => {
    const median = runningQuantile(input);
    expectContinuum(median, MEDIAN);
    const sum = median.rows[0]?.continuum.reduce((total, c) => total + c, 0) ?? NaN;
    expect(Math.abs(sum / 4288222.186711384 - 1)).toBeLessThan(1e-12);
    expectContinuum(runningQuantile({ ...input, quantile: 0.9 }), Q90);
  });

  it('finds the same median as sorting every window afresh, for windows wider than the data', () => {
    const n = 23;
    const short = Float64Array.from({ length: n }, (_, i) => Math.sin(i * i));
    const grid = Float64Array.from({ length: n }, (_, i) => 5000 + i);
    for (const width of [1, 3, 23, 51]) {
      const rows = { wavelength: grid, flux: [short], ivar: [grid] };
      const got = runningQuantile({ ...rows, width }).rows[0]?.continuum;
      const naive = grid.map((_, i) => {
        const window = Array.from({ length: width }, (_v, k) => {
          let at = i + k - (width - 1) / 2;
          while (at < 0 || at >= n) at = at < 0 ? -at : 2 * (n - 1) - at;
          return short[at] ?? NaN;
        });
        return window.sort((a, b) => a - b)[(width - 1) / 2] ?? NaN;
      });
      expect(got).toEqual(naive);
    }
  });
});

describe('scalar', () => {
  it.each([
    ['mean', 498.56074831288214],
    ['median', 500.6029823164995],
    ['max', 524.9999988441896],
  ] as const)('divides by the %s of the good pixels', (statistic, level) => {
    const row = scalar({ ...input, statistic }).rows[0];
    expect(Math.abs((row?.continuum[77] ?? NaN) / level - 1)).toBeLessThan(1e-12);
    expect(row?.continuum.every((c) => c === row.continuum[0])).toBe(true);
  });
});
