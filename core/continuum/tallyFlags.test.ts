import fc from 'fast-check';
import { expect, it } from 'vitest';
import { pixelsWith, tallyFlags } from './tallyFlags.ts';

it('the tally of flags counts as looking at each pixel does', () => {
  const bits = fc.integer({ min: 0, max: 255 });
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), bits, bits, (flags, wanted, without) => {
      const slow = [...flags].filter((f) => (f & wanted) !== 0 && (f & without) === 0).length;
      expect(pixelsWith(tallyFlags(flags), wanted, without)).toBe(slow);
    }),
  );
});
