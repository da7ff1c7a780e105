import { Problem } from '../problem/problem.ts';
import type { Header } from './header.ts';

/** BITPIX of the standard (4.0, §4.4.1.1). */
export type Bitpix = 8 | 16 | 32 | 64 | -32 | -64;

/** The shape of the data of an HDU, as its header claims it. */
export interface DataExtent {
  readonly bitpix: Bitpix;
  /** Axis lengths, fastest first, as in NAXIS1, NAXIS2, …. */
  readonly axes: readonly number[];
  /** Bytes before the array of each group (a table's heap follows its rows instead). */
  readonly parameterCount: number;
  /** Bytes of data, without padding (standard 4.0, equation 2). */
  readonly bytes: number;
  readonly randomGroups: boolean;
}

/** No array of the standard has more (§4.4.1.1). */
const MOST_AXES = 999;

/** Reads and checks the mandatory cards; `prefix` is `Z` for the image inside a compressed one. */
export function dataExtent(header: Header, prefix: '' | 'Z' = ''): DataExtent {
  const bitpix = requireBitpix(header, `${prefix}BITPIX`);
  const count = header.requireInteger(`${prefix}NAXIS`, 0, MOST_AXES);
  const axes: number[] = [];
  for (let axis = 1; axis <= count; axis++) {
    axes.push(header.requireInteger(`${prefix}NAXIS${axis}`, 0));
  }
  const optional = (keyword: string, absent: number): number =>
    prefix === '' && header.has(keyword) ? header.requireInteger(keyword, 0) : absent;
  const parameterCount = optional('PCOUNT', 0);
  const groups = optional('GCOUNT', 1);
  const randomGroups = count > 1 && axes[0] === 0 && header.get('GROUPS') === true;
  const counted = randomGroups ? axes.slice(1) : axes;
  const elements = count === 0 ? 0 : counted.reduce((product, length) => product * length, 1);
  // Without axes there are no data, whatever the counts say (§4.4.1.1).
  const bytes = count === 0 ? 0 : (Math.abs(bitpix) / 8) * groups * (parameterCount + elements);
  if (!Number.isSafeInteger(bytes)) {
    throw new Problem('fits-header', `the axes ${axes.join(' × ')} make an impossible size`, {
      where: { ...header.where, card: `${prefix}NAXIS` },
      advice: 'The file is damaged or was written by a faulty program',
    });
  }
  return { bitpix, axes, parameterCount, bytes, randomGroups };
}

function requireBitpix(header: Header, keyword: string): Bitpix {
  const value = header.requireInteger(keyword, -64, 64);
  switch (value) {
    case 8:
    case 16:
    case 32:
    case 64:
    case -32:
    case -64:
      return value;
    default:
      throw new Problem('fits-header', `the card is ${value}; it must be 8, 16, 32, 64, -32, -64`, {
        where: { ...header.where, card: keyword },
        advice: 'The file is damaged or was written by a faulty program',
      });
  }
}
