import { flagTitles, normalisationFlags, type NormalisationFlag } from '../../continuum/flags.ts';
import type { RowNormalisation } from '../../continuum/normalisation.ts';
import type { CardInput } from '../../fits/write/formatCard.ts';
import type { WritableHdu, WritableImage } from '../../fits/write/writableHdu.ts';
import { decidingMask } from '../../spectrum/bitmask/badPixels.ts';
import { logLinearCards } from './gridCards.ts';
import type { NormalisedGroup } from './normaliseGroup.ts';
import { fitsUnit } from './fitsUnit.ts';
import { parameterTable, provenanceCards, type Provenance } from './provenance.ts';
import { resultsTable } from './resultsTable.ts';
import { sourceCards } from './sourceCards.ts';
import { joinRows } from './sourceOrder.ts';

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
  const shape = [rows.length, n];
  const numbers = (pick: (row: RowNormalisation) => Float64Array) =>
    joinRows(
      new Float64Array(rows.length * n),
      rows.map((row) => pick(row.normalisation)),
      reversed,
    );
  const bytes = rows.map(({ normalisation }) => normalisation.flags);
  const flags = joinRows(new Uint8Array(rows.length * n), bytes, reversed);
  const one = (values: Float64Array) => joinRows(new Float64Array(n), [values], reversed);
  const images: Image[] = [
    { name: 'NORMALIZED_FLUX', data: numbers((row) => row.normalizedFlux), shape },
    { name: 'NORMALIZED_IVAR', data: numbers((row) => row.normalizedIvar), shape },
    { name: 'BITMASK', data: bitmaskOf(group), shape, cards: maskCards(group) },
    {
      name: 'CONTINUUM',
      data: numbers((row) => row.continuum),
      shape,
      cards: [{ keyword: 'BUNIT', value: fitsUnit(rows[0]?.spectrum.unit ?? '') }],
    },
    { name: 'FLAGS', data: flags, shape, cards: flagCards },
  ];
  if (stacked !== undefined) {
    const single = { shape: [1, n] };
    const stackFlags = joinRows(new Uint8Array(n), [stacked.flags], reversed);
    images.push(
      { name: 'STACKED_FLUX', data: one(stacked.flux), ...single },
      { name: 'STACKED_IVAR', data: one(stacked.ivar), ...single },
      { name: 'STACKED_FLAGS', data: stackFlags, ...single, cards: flagCards },
    );
  }
  if (grid === undefined) {
    const data = one(wavelength);
    images.push({ name: 'WAVELENGTH', data, cards: [{ keyword: 'BUNIT', value: 'Angstrom' }] });
  }
  const extra: CardInput[] = versions > 1 ? [{ keyword: 'EXTVER', value: version }] : [];
  return images.map(({ cards = [], ...image }): WritableImage => ({
    kind: 'image',
    ...image,
    cards: [...extra, ...(image.name === 'WAVELENGTH' ? [] : (grid ?? [])), ...cards],
  }));
}

/** The mask that decides about bad pixels (AND where there are two); 0 where the source has none. */
function bitmaskOf({ wavelength, reversed, rows }: NormalisedGroup) {
  const n = wavelength.length;
  const masks = rows.map(({ spectrum }) => decidingMask(spectrum.masks));
  if (masks.some((mask) => mask instanceof BigInt64Array)) {
    const wide = masks.map((mask) => mask && BigInt64Array.from(mask, BigInt));
    return joinRows(new BigInt64Array(rows.length * n), wide, reversed);
  }
  const narrow = masks.map((mask) => (mask instanceof Int32Array ? mask : undefined));
  return joinRows(new Int32Array(rows.length * n), narrow, reversed);
}

function maskCards({ rows }: NormalisedGroup): CardInput[] {
  const [first] = rows;
  const name = first?.spectrum.masks.and_mask === undefined ? 'bitmask' : 'and_mask';
  const table = first?.spectrum.maskTable?.name;
  return table === undefined
    ? [{ keyword: 'MASKSRC', value: 'none', comment: 'the source has no mask' }]
    : [{ keyword: 'MASKSRC', value: `${table} ${name}`, comment: 'bits, and mask of the source' }];
}

/** FLAGnnn says what bit value nnn means. */
const flagCards: readonly CardInput[] = Object.entries(normalisationFlags).map(([name, value]) => ({
  keyword: `FLAG${value}`,
  value: flagTitles[name as NormalisationFlag],
}));
