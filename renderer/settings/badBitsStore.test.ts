import { expect, it } from 'vitest';
import type { MaskSetting } from '../../core/api/settings.ts';
import { documentedBits, isDocumented, switched } from './badBitsStore.ts';

const bit = (n: number, bad: boolean, documented: boolean) => ({
  bit: n,
  name: `B${n}`,
  meaning: '',
  bad,
  documented,
});

it('a bit is switched among those that are bad, and back to what is documented', () => {
  const mask: MaskSetting = {
    name: 'M',
    title: 'Mask',
    bits: [bit(0, true, true), bit(3, false, true), bit(12, true, false)],
  };
  expect(switched(mask, 3)).toEqual([0, 3, 12]);
  expect(switched(mask, 12)).toEqual([0]);
  expect(documentedBits(mask)).toEqual([0, 3]);
  expect(isDocumented(mask)).toBe(false);
});
