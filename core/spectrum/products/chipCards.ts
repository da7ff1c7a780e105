import type { CardInput } from '../../fits/write/formatCard.ts';
import type { Header } from '../../fits/header.ts';
import type { Spectrum } from '../spectrum.ts';

const keyword = 'NCHIPS';

/** Chips of equal length, side by side: those of an apVisit. */
function chipsOf({ product, meta }: Pick<Spectrum, 'product' | 'meta'>): number {
  if (product === 'apVisit' || product === 'asVisit') return 3;
  const chips = meta['chips'];
  return typeof chips === 'number' ? chips : 1;
}

/** The card that tells the chips of a spectrum in a product that keeps its pixels. */
export function chipCards(source: Pick<Spectrum, 'product' | 'meta'>): CardInput[] {
  const value = chipsOf(source);
  return value > 1 ? [{ keyword, value, comment: 'chips of equal length, side by side' }] : [];
}

/** What `chipCards` wrote: where chips but the first begin, and the number to pass on. */
export function readChips(
  header: Header,
  pixels: number,
): { readonly chipStarts: readonly number[]; readonly meta: { readonly chips?: number } } {
  const chips = header.number(keyword) ?? 1;
  if (!Number.isInteger(chips) || chips < 2 || pixels % chips !== 0) {
    return { chipStarts: [], meta: {} };
  }
  const width = pixels / chips;
  return {
    chipStarts: Array.from({ length: chips - 1 }, (_, i) => (i + 1) * width),
    meta: { chips },
  };
}
