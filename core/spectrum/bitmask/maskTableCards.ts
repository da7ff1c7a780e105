import type { CardInput } from '../../fits/write/formatCard.ts';
import type { Header } from '../../fits/header.ts';
import type { Spectrum } from '../spectrum.ts';
import { pixelMasks } from './badBits.ts';
import type { BitmaskTable } from './bitmaskTable.ts';
import { normalisationFlagTable } from './normalisationFlagTable.ts';

const keyword = 'MASKSRC';

/**
 * Cards that say which mask of a source a mask is made from, and what its bits mean: the name of the
 * table (of our own flags also each of them), then that of the deciding mask.
 */
export function maskTableCards(
  source: Pick<Spectrum, 'masks' | 'maskTable'> | undefined,
): CardInput[] {
  const table = source?.maskTable;
  if (table === undefined) {
    return [{ keyword, value: 'none', comment: 'the source has no mask' }];
  }
  const name = source?.masks.and_mask === undefined ? 'bitmask' : 'and_mask';
  const flags = table.name === 'NORMALISATION' ? table.bits : [];
  return [
    { keyword, value: `${table.name} ${name}`, comment: 'bits, and mask of the source' },
    ...flags.map(({ bit, meaning }) => ({ keyword: `FLAG${2 ** bit}`, value: meaning })),
  ];
}

/** The table that `maskTableCards` named; undefined if there is none that is known. */
export function maskTableOf(header: Header): BitmaskTable | undefined {
  const [name] = (header.string(keyword) ?? '').split(' ');
  return name === 'NORMALISATION'
    ? normalisationFlagTable(header)
    : pixelMasks.find((table) => table.name === name);
}
