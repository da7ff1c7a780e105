import { flagTitles, normalisationFlags, type NormalisationFlag } from '../../continuum/flags.ts';
import type { RowNormalisation } from '../../continuum/normalisation.ts';
import type { CardInput } from '../../fits/write/formatCard.ts';
import type { ImageRows } from '../../fits/write/imageRows.ts';
import type { WritableHdu, WritableImage } from '../../fits/write/writableHdu.ts';
import { decidingMask } from '../../spectrum/bitmask/badPixels.ts';
import { maskTableCards } from '../../spectrum/bitmask/maskTableCards.ts';
import { chipCards } from '../../spectrum/products/chipCards.ts';
import { logLinearCards } from './gridCards.ts';
import type { NormalisedGroup } from './normaliseGroup.ts';
import { fitsUnit } from './fitsUnit.ts';
import { parameterTable, provenanceCards, type Provenance } from './provenance.ts';
import { resultsTable } from './resultsTable.ts';
import { sourceCards } from './sourceCards.ts';

/**
 * The HDUs of a normalised product (docs/tasks.md): for every grid the images NORMALIZED_FLUX,
 * NORMALIZED_IVAR, BITMASK, CONTINUUM and FLAGS, rows × pixels in the order of the source, then the
 * stack where asked for, and WAVELENGTH where no cards can say it; at the end the tables
 * TASK_PARAMETERS and RESULTS. Images of the second grid have EXTVER 2, and so on.
 */
export function normalisedProduct(
  groups: readonly NormalisedGroup[],
  provenance: Provenance,
): WritableHdu[] {
  const first = groups[0]?.rows[0]?.spectrum;
  if (first === undefined) throw new RangeError('a product without spectra');
  return [
    {
      kind: 'image',
      cards: [
        ...provenanceCards(provenance),
        ...sourceCards(first),
        ...chipCards(first),
        { keyword: 'NGRIDS', value: groups.length, comment: 'grids, EXTVER 1 to NGRIDS' },
      ],
    },
    ...groups.flatMap((group, i) => imagesOf(group, i + 1, groups.length)),
    parameterTable(provenance),
    resultsTable(groups),
  ];
}

type Image = Omit<WritableImage, 'kind'>;

function imagesOf(group: NormalisedGroup, version: number, versions: number): WritableImage[] {
  const { wavelength, reversed, rows, stacked } = group;
  const n = wavelength.length;
  const grid = reversed ? undefined : logLinearCards(wavelength);
  const imageOf = (type: 'f8' | 'u1', pixels: readonly ArrayBufferView[]): ImageRows => ({
    type,
    rows: pixels,
    width: n,
    reversed,
  });
  const numbers = (pick: (row: RowNormalisation) => Float64Array) =>
    imageOf(
      'f8',
      rows.map((row) => pick(row.normalisation)),
    );
  const flags = rows.map(({ normalisation }) => normalisation.flags);
  const images: Image[] = [
    { name: 'NORMALIZED_FLUX', data: numbers((row) => row.normalizedFlux) },
    { name: 'NORMALIZED_IVAR', data: numbers((row) => row.normalizedIvar) },
    { name: 'BITMASK', data: bitmaskOf(group), cards: maskTableCards(rows[0]?.spectrum) },
    {
      name: 'CONTINUUM',
      data: numbers((row) => row.continuum),
      cards: [{ keyword: 'BUNIT', value: fitsUnit(rows[0]?.spectrum.unit ?? '') }],
    },
    { name: 'FLAGS', data: imageOf('u1', flags), cards: flagCards },
  ];
  if (stacked !== undefined) {
    images.push(
      { name: 'STACKED_FLUX', data: imageOf('f8', [stacked.flux]) },
      { name: 'STACKED_IVAR', data: imageOf('f8', [stacked.ivar]) },
      { name: 'STACKED_FLAGS', data: imageOf('u1', [stacked.flags]), cards: flagCards },
    );
  }
  if (grid === undefined) {
    const data = imageOf('f8', [wavelength]);
    const cards = [{ keyword: 'BUNIT', value: 'Angstrom' }];
    images.push({ name: 'WAVELENGTH', data, shape: [n], cards });
  }
  const extra: CardInput[] = versions > 1 ? [{ keyword: 'EXTVER', value: version }] : [];
  return images.map(({ cards = [], ...image }): WritableImage => ({
    kind: 'image',
    ...image,
    cards: [...extra, ...(image.name === 'WAVELENGTH' ? [] : (grid ?? [])), ...cards],
  }));
}

/** The mask that decides about bad pixels (AND where there are two); 0 where the source has none. */
function bitmaskOf({ wavelength, reversed, rows }: NormalisedGroup): ImageRows {
  const masks = rows.map(({ spectrum }) => decidingMask(spectrum.masks));
  const wide = masks.some((mask) => mask instanceof BigInt64Array);
  return {
    type: wide ? 'i8' : 'i4',
    rows: wide ? masks.map((mask) => mask && BigInt64Array.from(mask, BigInt)) : masks,
    width: wavelength.length,
    reversed,
  };
}

/** FLAGnnn says what bit value nnn means. */
const flagCards: readonly CardInput[] = Object.entries(normalisationFlags).map(([name, value]) => ({
  keyword: `FLAG${value}`,
  value: flagTitles[name as NormalisationFlag],
}));
