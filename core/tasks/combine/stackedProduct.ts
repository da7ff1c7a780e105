import type { WritableColumn, WritableHdu, WritableImage } from '../../fits/write/writableHdu.ts';
import { decidingMask } from '../../spectrum/bitmask/badPixels.ts';
import { maskTableCards } from '../../spectrum/bitmask/maskTableCards.ts';
import { isUsable, type FluxAndIvar } from '../../spectrum/operations/segments.ts';
import { chipCards } from '../../spectrum/products/chipCards.ts';
import type { MaskValues } from '../../spectrum/spectrum.ts';
import { isSameGrid } from '../normalise/readRowsByGrid.ts';
import { fitsIvarUnit, fitsUnit } from '../normalise/fitsUnit.ts';
import { logLinearCards } from '../normalise/gridCards.ts';
import { commonObject } from './commonObject.ts';
import {
  ascii,
  parameterTable,
  provenanceCards,
  type Provenance,
} from '../normalise/provenance.ts';
import { sourceCards } from '../normalise/sourceCards.ts';
import type { OnGrid } from './commonGrid.ts';

/** One spectrum of a stack. */
export interface StackMember extends OnGrid {
  readonly file: string;
}

/**
 * The HDUs of a stack: FLUX, IVAR, N (spectra in each pixel), BITMASK and OR_MASK where no spectrum
 * was resampled, WAVELENGTH where no cards can say it, TASK_PARAMETERS, and SPECTRA with a line for
 * each spectrum. Pixels ascend in wavelength.
 */
export function stackedProduct(
  wavelength: Float64Array,
  stack: FluxAndIvar,
  members: readonly StackMember[],
  provenance: Provenance,
): WritableHdu[] {
  const first = members[0]?.spectrum;
  if (first === undefined) throw new RangeError('an empty stack');
  const grid = logLinearCards(wavelength) ?? [];
  const image = (name: string, data: WritableImage['data'] & {}): WritableImage => ({
    kind: 'image',
    name,
    data,
    cards: grid,
  });
  return [
    {
      kind: 'image',
      cards: [
        ...provenanceCards(provenance),
        ...sourceCards(first).filter(
          ({ keyword }) => keyword !== 'OBJECT' || commonObject(members) !== undefined,
        ),
        ...(isSameGrid(first.wavelength, wavelength) ? chipCards(first) : []),
        { keyword: 'NSPECTRA', value: members.length, comment: 'spectra in the stack' },
      ],
    },
    withUnit(image('FLUX', Float64Array.from(stack.flux)), fitsUnit(first.unit)),
    withUnit(image('IVAR', Float64Array.from(stack.ivar)), fitsIvarUnit(first.unit)),
    image('N', contributors(members, wavelength.length)),
    ...combinedMasks(members, wavelength.length).map(([name, data]) => ({
      ...image(name, data),
      cards: [...grid, ...maskTableCards(first)],
    })),
    ...(grid.length > 0
      ? []
      : [withUnit(image('WAVELENGTH', Float64Array.from(wavelength)), 'Angstrom')]),
    parameterTable(provenance),
    { kind: 'table', name: 'SPECTRA', columns: memberColumns(members) },
  ];
}

function withUnit(image: WritableImage, unit: string): WritableImage {
  if (unit === '') return image;
  const card = { keyword: 'BUNIT', value: unit };
  return { ...image, cards: [...(image.cards ?? []), card] };
}

function contributors(members: readonly StackMember[], n: number): Int32Array<ArrayBuffer> {
  const count = new Int32Array(n);
  for (const { flux, ivar } of members) {
    for (let i = 0; i < n; i++) if (isUsable(flux[i], ivar[i])) count[i] = (count[i] ?? 0) + 1;
  }
  return count;
}

/** Bits set in every contributing spectrum, and in any. Masks cannot be resampled. */
function combinedMasks(
  members: readonly StackMember[],
  n: number,
): [name: string, data: Int32Array<ArrayBuffer> | BigInt64Array<ArrayBuffer>][] {
  const masks = members.map(({ spectrum }) => decidingMask(spectrum.masks));
  const known = masks.filter((mask) => mask !== undefined);
  if (known.length < members.length || members.some(({ resampled }) => resampled)) return [];
  const wide = known.some((mask) => mask instanceof BigInt64Array);
  const and = new BigInt64Array(n).fill(-1n);
  const or = new BigInt64Array(n);
  for (const [m, { flux, ivar }] of members.entries()) {
    const mask: MaskValues | undefined = known[m];
    for (let i = 0; i < n; i++) {
      const bits = BigInt(mask?.[i] ?? 0);
      or[i] = (or[i] ?? 0n) | bits;
      if (isUsable(flux[i], ivar[i])) and[i] = (and[i] ?? 0n) & bits;
    }
  }
  // Where nothing contributes, every mask has its say.
  for (let i = 0; i < n; i++) if (and[i] === -1n) and[i] = or[i] ?? 0n;
  const stored = (bits: BigInt64Array<ArrayBuffer>) =>
    wide ? bits : Int32Array.from(bits, Number);
  return [
    ['BITMASK', stored(and)],
    ['OR_MASK', stored(or)],
  ];
}

function memberColumns(members: readonly StackMember[]): WritableColumn[] {
  const texts = (name: string, of: (member: StackMember) => string): WritableColumn => {
    const data = members.map((member) => ascii(of(member)));
    return { name, values: { kind: 'string', shape: [data.length], data } };
  };
  const row = Int32Array.from(members, ({ spectrum }) => spectrum.row);
  const used = Int32Array.from(members, ({ flux, ivar }) =>
    flux.reduce((sum, value, i) => sum + (isUsable(value, ivar[i]) ? 1 : 0), 0),
  );
  const snr = Float64Array.from(members, ({ spectrum }) => spectrum.meanSnr);
  const resampled = Uint8Array.from(members, (member) => (member.resampled ? 1 : 0));
  const shape = [members.length];
  return [
    texts('file', ({ file }) => file),
    { name: 'row', values: { kind: 'number', type: 'i4', shape, data: row } },
    texts('label', ({ spectrum }) => spectrum.label),
    { name: 'snr', values: { kind: 'number', type: 'f8', shape, data: snr } },
    { name: 'used', values: { kind: 'number', type: 'i4', shape, data: used } },
    { name: 'resampled', values: { kind: 'logical', shape, data: resampled } },
  ];
}
