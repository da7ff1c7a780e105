import { describe, expect, it } from 'vitest';
import { bundledRegionsVersion } from './bundledRegions.ts';
import { TestWorkspace } from './runTask.testing.ts';

const input = { input: 'star.fits' };

describe('the identity of a normaliser', () => {
  it('does not depend on how rows, knots or regions are spelt', () => {
    using workspace = new TestWorkspace();
    const same = (family: string, ...spellings: Record<string, string>[]) => {
      const ids = spellings.map((texts) => workspace.id(family, { ...input, ...texts }));
      expect(new Set(ids).size).toBe(1);
    };
    same('Sinusoidal', {}, { spectrum_kwds: 'rows=:' }, { L: '1400.0' }, { sum_axis: '-1' });
    same('Sinusoidal', { spectrum_kwds: 'rows=2:' }, { spectrum_kwds: '{"rows": " 2::1"}' });
    same('Spline', { knots: '16000,15500' }, { knots: '15500,16000.0,15500', knot_count: '3' });
    const chips = '15152-15800,15867-16424,16484-16944';
    same('RunningQuantile', { fit_regions: 'apogee' }, { fit_regions: chips });
    same('Scalar', {}, { use_remote: 'true' }, { bundled_regions: 'anything' });
  });

  it('depends on everything that changes the product', () => {
    using workspace = new TestWorkspace();
    const ids = [
      workspace.id('Sinusoidal', input),
      ...[
        { L: '1401' },
        { continuum_order: '4' },
        { sum_axis: '0' },
        { spectrum_kwds: 'rows=0' },
        { spectrum_kwds: '{"rows": [1, 0]}' },
        { spectrum_kwds: '{"rows": [0, 1]}' },
        { continuum_regions: 'mine.txt' },
        { mask: 'masks/mine.json' },
        { input: 'other.fits' },
      ].map((texts) => workspace.id('Sinusoidal', { ...input, ...texts })),
    ];
    expect(new Set(ids).size).toBe(ids.length);
  });

  it('holds the version of the bundled regions only where they are used', () => {
    using workspace = new TestWorkspace();
    const versionOf = (family: string, texts: Record<string, string> = {}) =>
      workspace.task(family, { ...input, ...texts }).values['bundled_regions'];
    expect(versionOf('Sinusoidal')).toBe(bundledRegionsVersion);
    expect(versionOf('Sinusoidal', { bundled_regions: 'older' })).toBe(bundledRegionsVersion);
    expect(versionOf('Sinusoidal', { continuum_regions: 'mine.txt' })).toBeNull();
    expect(versionOf('Chebyshev', { every_pixel: 'true' })).toBeNull();
    expect(versionOf('Scalar')).toBeNull();
  });

  it.each<[string, Record<string, string>, RegExp]>([
    ['RunningQuantile', { width: '150' }, /even.*no centre/],
    ['Scalar', { fit_regions: '16000-15000' }, /is no region/],
    ['Scalar', { fit_regions: '15000-16000,15500-15600' }, /overlap at 15500/],
    ['Chebyshev', { every_pixel: 'true', continuum_regions: 'a.txt' }, /exclude each other/],
    ['Sinusoidal', { spectrum_kwds: 'visits=2:' }, /no key "visits"/],
  ])('%s refuses %j before anything runs', (family, texts, sentence) => {
    using workspace = new TestWorkspace();
    expect(() => workspace.task(family, { ...input, ...texts })).toThrow(sentence);
  });
});
