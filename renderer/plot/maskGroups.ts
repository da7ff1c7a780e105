import type { Mask, MaskBit } from '../../core/api/spectrum.ts';

/** Bits that share a hatch and a lane. */
export type MaskGroup = 'bad' | 'sky' | 'telluric' | 'persist' | 'ghost' | 'other';

export const groupOrder: readonly MaskGroup[] = [
  'bad',
  'sky',
  'telluric',
  'persist',
  'ghost',
  'other',
];

/** The bad set has one hatch of its own; the others go by what they are about. */
export function groupOf(bit: MaskBit): MaskGroup {
  if (bit.bad) return 'bad';
  if (/TELLUR/.test(bit.name)) return 'telluric';
  if (/PERSIST/.test(bit.name)) return 'persist';
  if (/GHOST/.test(bit.name)) return 'ghost';
  return /SKY/.test(bit.name) ? 'sky' : 'other';
}

/** Names on the left of the lanes; they must fit 48 px. */
export function laneLabel(group: MaskGroup): string {
  return group === 'telluric' ? 'tellur.' : group;
}

/** The integer with the given bits set; bit 31 makes it negative, as in the values themselves. */
export function bitsValue(bits: readonly MaskBit[]): number {
  let value = 0;
  for (const { bit } of bits) value |= 1 << bit;
  return value;
}

/** Names of the bits set in `value`, those without a name as `bit 27`. */
export function decodeBits(
  mask: Mask,
  value: number,
): { name: string; bad: boolean; meaning: string }[] {
  const known = mask.bits.filter(({ bit }) => (value & (1 << bit)) !== 0);
  const rest = value & ~bitsValue(mask.bits);
  const unknown = Array.from({ length: 32 }, (_, bit) => bit)
    .filter((bit) => (rest & (1 << bit)) !== 0)
    .map((bit) => ({ name: `bit ${bit}`, bad: false, meaning: 'No name for this bit is known' }));
  return [...known.map(({ name, bad, meaning }) => ({ name, bad, meaning })), ...unknown];
}

/** How many pixels have each bit set, in the order of `mask.bits`. */
export function countBits(mask: Mask): number[] {
  const counts = new Array<number>(32).fill(0);
  for (const value of mask.values) {
    for (let rest = value; rest !== 0; rest &= rest - 1) {
      const bit = 31 - Math.clz32(rest & -rest);
      counts[bit] = (counts[bit] ?? 0) + 1;
    }
  }
  return mask.bits.map(({ bit }) => counts[bit] ?? 0);
}
