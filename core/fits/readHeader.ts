import { Problem, type Where } from '../problem/problem.ts';
import type { ByteSource } from './byteSource.ts';
import { CARD, Cards } from './cards.ts';
import { Header } from './header.ts';
import { HeaderMemory } from './headerMemory.ts';

/** FITS files are made of blocks of this many bytes (standard 4.0, §3.1). */
export const BLOCK = 2880;

/** Far above any real header (400,000 cards), so that a file without END ends early. */
const LONGEST_HEADER = 32 * 2 ** 20;

/** The header that begins at `offset`, and where its data begin. */
export interface HeaderRead {
  readonly header: Header;
  readonly dataOffset: number;
}

/** Of this process or thread. */
const memory = new HeaderMemory();

/** Reads block by block up to END. Throws `fits-truncated` or `fits-header` if there is none. */
export function readHeader(source: ByteSource, offset: number, where: Where): HeaderRead {
  const isExtension = offset > 0;
  const start = source.read(offset, Math.min(BLOCK, source.size - offset));
  const known = isExtension ? memory.find(source, offset, start) : undefined;
  if (known !== undefined) {
    const { cards, bytes } = known;
    return { header: new Header(cards, where), dataOffset: offset + bytes.length };
  }
  const parts: string[] = [];
  for (let at = offset; at < source.size; at += BLOCK) {
    if (at - offset > LONGEST_HEADER) {
      throw new Problem('fits-header', 'the header has no END card in its first 32 MiB', {
        where,
        advice: 'This is not a valid FITS file',
      });
    }
    const length = Math.min(BLOCK, source.size - at);
    const block = latin1(source.read(at, length));
    const end = findEnd(block);
    if (end >= 0) {
      parts.push(block.slice(0, end));
      const cards = new Cards(parts.join(''));
      const dataOffset = at + BLOCK;
      if (isExtension && dataOffset <= source.size) {
        memory.remember(start, source.read(offset, dataOffset - offset), cards);
      }
      return { header: new Header(cards, where), dataOffset };
    }
    parts.push(block);
  }
  throw new Problem('fits-truncated', 'the file ends inside the header: there is no END card', {
    where,
    advice: 'The file is damaged or incomplete; fetch it again',
  });
}

/** Bytes as characters, one for one. */
export function latin1(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1');
}

function findEnd(block: string): number {
  for (let at = block.indexOf('END'); at >= 0; at = block.indexOf('END', at + 1)) {
    if (at % CARD === 0 && /^END[ \0]*$/.test(block.slice(at, at + 8))) return at;
  }
  return -1;
}
