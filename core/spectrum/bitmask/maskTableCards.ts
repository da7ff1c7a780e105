import type { CardInput } from '../../fits/write/formatCard.ts';
import type { Header } from '../../fits/header.ts';
import { pixelMasks } from './badBits.ts';
import type { BitmaskTable } from './bitmaskTable.ts';
import { normalisationFlagTable } from './normalisationFlagTable.ts';

const keyword = 'MASKTAB';

/** Cards that say what the bits of a mask mean: the name of its table, and of our own flags each. */
export function maskTableCards(table: BitmaskTable | undefined): CardInput[] {
  if (table === undefined) return [];
  const flags = table.name === 'NORMALISATION' ? table.bits : [];
  return [
    { keyword, value: table.name, comment: 'meaning of the bits' },
    ...flags.map(({ bit, meaning }) => ({ keyword: `FLAG${2 ** bit}`, value: meaning })),
  ];
}

/** The table that `maskTableCards` named; undefined if there is none that is known. */
export function maskTableOf(header: Header): BitmaskTable | undefined {
  const name = header.string(keyword);
  return name === 'NORMALISATION'
    ? normalisationFlagTable(header)
    : pixelMasks.find((table) => table.name === name);
}
