import { Problem, type Where } from '../../problem/problem.ts';
import type { Spectrum } from '../spectrum.ts';
import { apogeePixelMask } from './apogeePixelMask.ts';
import type { BitmaskTable } from './bitmaskTable.ts';
import { spPixMask } from './spPixMask.ts';
import { spPixOrMask } from './spPixOrMask.ts';

/** The masks whose set of bad bits can be chosen. */
export const pixelMasks: readonly BitmaskTable[] = [apogeePixelMask, spPixMask, spPixOrMask];

/** Numbers of the bits that make a pixel bad, by the name of the mask; others as documented. */
export type BadBits = ReadonlyMap<string, readonly number[]>;

/** Every 32-bit mask has bits up to this. */
const highestBit = 31;

/** What can be written, in words that complete "expected …". */
export const badBitsAllowed =
  'MASK=bit+bit with names or numbers of bits, MASK=none, or several of these separated by commas (APOGEE_PIXMASK=BADPIX+1,SPPIXMASK=none); or documented';

/**
 * Which bits count as bad, from a text such as `APOGEE_PIXMASK=BADPIX+CRPIX+14,SPPIXMASK=none`. Masks that
 * are not named, or have the documented set, are left out; `documented` names none. Throws `bad-parameter`
 * at `where`.
 */
export function parseBadBits(text: string, where: Where = {}): BadBits {
  const refuse = (message: string) =>
    new Problem('bad-parameter', message, { where, advice: `Expected ${badBitsAllowed}` });
  const sets = new Map<string, readonly number[]>();
  if (text.trim().toLowerCase() === 'documented') return sets;
  for (const part of text.split(',').map((word) => word.trim())) {
    if (part === '') continue;
    const [name = '', bits, ...more] = part.split('=').map((word) => word.trim());
    const table = pixelMasks.find((known) => known.name === name.toUpperCase());
    if (table === undefined) {
      const names = pixelMasks.map((known) => known.name).join(', ');
      throw refuse(`there is no mask "${name}"; there are ${names}`);
    }
    if (bits === undefined || bits === '' || more.length > 0) {
      throw refuse(`"${part}" names no bits`);
    }
    if (sets.has(table.name)) throw refuse(`${table.name} is given twice`);
    const words = bits.toLowerCase() === 'none' ? [] : bits.split('+').map((word) => word.trim());
    const numbers = words.map((word) => bitNumber(table, word));
    const unknown = words.find((_, i) => numbers[i] === undefined);
    if (unknown !== undefined) throw refuse(`${table.name} has no bit "${unknown}"`);
    const known = numbers.filter((bit) => bit !== undefined);
    sets.set(
      table.name,
      [...new Set(known)].sort((a, b) => a - b),
    );
  }
  const isDocumented = ({ name, badBits }: BitmaskTable) =>
    sets.get(name)?.join() === badBits.join();
  for (const table of pixelMasks) if (isDocumented(table)) sets.delete(table.name);
  return sets;
}

function bitNumber({ bits }: BitmaskTable, word: string): number | undefined {
  const named = bits.find(({ name }) => name === word.toUpperCase());
  if (named !== undefined) return named.bit;
  return /^\d+$/.test(word) && Number(word) <= highestBit ? Number(word) : undefined;
}

/** The normal form of such a text; empty where all masks have their documented sets. */
export function formatBadBits(sets: BadBits): string {
  return pixelMasks
    .flatMap(({ name }) => {
      const bits = sets.get(name);
      return bits === undefined ? [] : [`${name}=${bits.length === 0 ? 'none' : bits.join('+')}`];
    })
    .join(',');
}

/** The same spectrum, in which these bits count as bad. */
export function withBadBits<S extends Pick<Spectrum, 'maskTable'>>(spectrum: S, sets: BadBits): S {
  const { maskTable } = spectrum;
  const badBits = maskTable === undefined ? undefined : sets.get(maskTable.name);
  return maskTable === undefined || badBits === undefined
    ? spectrum
    : { ...spectrum, maskTable: { ...maskTable, badBits } };
}
