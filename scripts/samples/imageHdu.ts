import type { NumericArray } from '../../core/fits/numericArray.ts';
import type { CardInput } from '../../core/fits/write/formatCard.ts';
import type { WritableImage } from '../../core/fits/write/writableHdu.ts';

/** An image extension with its BUNIT, and what else its header says. */
export function imageHdu(
  data: NumericArray,
  shape: readonly number[],
  unit: string,
  cards: readonly CardInput[] = [],
): WritableImage {
  return { kind: 'image', data, shape, cards: [...cards, { keyword: 'BUNIT', value: unit }] };
}
