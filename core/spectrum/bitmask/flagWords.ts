import { decodeBits, type MaskBit } from './bitmaskTable.ts';
import { aspcapFlagBits } from './aspcapFlag.ts';
import { starFlagBits } from './starFlag.ts';
import { zWarningBits } from './zWarning.ts';
import type { Meta, MetaValue } from '../spectrum.ts';

/** Words of flags about a whole spectrum, by the names that our metadata give them. */
const flagWords: Readonly<Record<string, readonly MaskBit[]>> = {
  starflag: starFlagBits,
  andflag: starFlagBits,
  aspcapflag: aspcapFlagBits,
  zwarning: zWarningBits,
};

/** The bits that are set in such a word; undefined if it is none, or holds no whole number. */
export function decodeFlagWord(name: string, value: MetaValue | undefined): MaskBit[] | undefined {
  const bits = flagWords[name];
  if (bits === undefined) return undefined;
  if (typeof value === 'bigint') return decodeBits({ bits }, value);
  if (typeof value !== 'number' || !Number.isSafeInteger(value)) return undefined;
  // A word that does not fit into 32 bits is one of 64.
  const fits32 = value >= -(2 ** 31) && value < 2 ** 31;
  return decodeBits({ bits }, fits32 ? value : BigInt(value));
}

/** Metadata with the names beside each word of flags: `starflag_names: 'BRIGHT_NEIGHBOR'`. */
export function withFlagNames(meta: Meta): Meta {
  const entries = Object.entries(meta).flatMap(([name, value]): [string, MetaValue][] => {
    const bits = decodeFlagWord(name, value);
    if (bits === undefined) return [[name, value]];
    const names = bits.map((bit) => bit.name).join(' ');
    return [
      [name, value],
      [`${name}_names`, names === '' ? 'none' : names],
    ];
  });
  return Object.fromEntries(entries);
}
