import type { Header } from '../../fits/header.ts';
import type { BitmaskTable, MaskBit } from './bitmaskTable.ts';

/**
 * What the FLAGS of a normalised product mean, by its own cards FLAG1, FLAG2, FLAG4 … (docs/tasks.md):
 * the flag of bit n is described by the card of its value 2^n. All of them make a pixel bad: it was
 * not normalised, or its data are, or a hand struck it out.
 */
export function normalisationFlagTable(header: Header): BitmaskTable {
  const bits = Array.from({ length: 8 }, (_, bit) => bit).flatMap((bit): MaskBit[] => {
    const title = header.string(`FLAG${2 ** bit}`);
    if (title === undefined) return [];
    const name = title.toUpperCase().replace(/[^A-Z]+/g, '_');
    return [{ bit, name, meaning: `${title.charAt(0).toUpperCase()}${title.slice(1)}` }];
  });
  return {
    name: 'NORMALISATION',
    title: 'Flags of the normalisation',
    bits,
    badBits: bits.map(({ bit }) => bit),
  };
}
