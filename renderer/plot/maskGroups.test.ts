import { describe, expect, it } from 'vitest';
import type { Mask } from '../../core/api/spectrum.ts';
import { layoutLanes, layoutShading, maskRuns } from './lanes.ts';
import { countBits, decodeBits, groupOf } from './maskGroups.ts';

const bit = (number: number, name: string, bad = false) => ({
  bit: number,
  name,
  meaning: name,
  bad,
});
const mask: Mask = {
  name: 'bitmask',
  title: 'APOGEE pixel mask',
  values: Int32Array.from([0, 1, 1, 4096, 4097, 0, -2147483648]),
  bits: [bit(0, 'BADPIX', true), bit(12, 'SIG_SKYLINE'), bit(13, 'SIG_TELLURIC')],
};

describe('masks', () => {
  it.each([
    ['BADPIX', true, 'bad'],
    ['SIG_SKYLINE', false, 'sky'],
    ['SIG_TELLURIC', false, 'telluric'],
    ['PERSIST_HIGH', false, 'persist'],
    ['LITTROW_GHOST', false, 'ghost'],
    ['NEARBADPIXEL', false, 'other'],
    ['BRIGHTSKY', true, 'bad'],
  ] as const)('hatches %s (bad: %s) as %s', (name, bad, group) => {
    expect(groupOf(bit(1, name, bad))).toBe(group);
  });

  it('decodes bits by name, and the ones without a name by number', () => {
    expect(decodeBits(mask, 4097).map(({ name }) => name)).toEqual(['BADPIX', 'SIG_SKYLINE']);
    expect(decodeBits(mask, -2147483648).map(({ name }) => name)).toEqual(['bit 31']);
    expect(decodeBits(mask, 0)).toEqual([]);
  });

  it('counts pixels per bit, the sign bit too', () => {
    expect(countBits(mask)).toEqual([3, 2, 0]);
    expect(countBits({ ...mask, bits: [bit(31, 'TOP')] })).toEqual([1]);
  });

  it('finds stretches of pixels, ended by a break between chips', () => {
    expect(maskRuns(mask.values, 1)).toEqual([
      { from: 1, to: 3 },
      { from: 4, to: 5 },
    ]);
    expect(maskRuns(mask.values, 1, [2])).toContainEqual({ from: 2, to: 3 });
  });

  it('has a lane for each group that occurs, and shades only what is switched on', () => {
    expect(layoutLanes([mask], new Set(), []).map(({ group }) => group)).toEqual(['bad', 'sky']);
    expect(layoutShading([mask], new Set(['bitmask.12']), []).map(({ group }) => group)).toEqual([
      'sky',
    ]);
  });

  it('shows a second mask only once one of its bits is switched on', () => {
    const second: Mask = { ...mask, name: 'or_mask' };
    expect(layoutLanes([mask, second], new Set(), [])).toHaveLength(2);
    const lanes = layoutLanes([mask, second], new Set(['or_mask.0']), []);
    expect(lanes.map(({ label }) => label)).toEqual(['bad', 'sky', 'or bad']);
  });
});
