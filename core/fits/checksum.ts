import type { Hdu } from './hdu.ts';
import type { Header } from './header.ts';
import { BLOCK } from './readHeader.ts';

/** Of a checksum card: right, wrong, or not there. */
export type ChecksumState = 'verified' | 'mismatch' | 'absent';

export interface HduChecksums {
  /** CHECKSUM, over header and data. */
  readonly checksum: ChecksumState;
  /** DATASUM, over the data. */
  readonly datasum: ChecksumState;
}

const CHUNK = 256 * BLOCK;

/** Verifies CHECKSUM and DATASUM (standard 4.0, §4.4.2.7) by reading the whole HDU once. */
export function verifyChecksums(hdu: Hdu): HduChecksums {
  const header = storedHeader(hdu);
  const hasChecksum = isStated(header, 'CHECKSUM');
  const hasDatasum = isStated(header, 'DATASUM');
  if (!hasChecksum && !hasDatasum) return { checksum: 'absent', datasum: 'absent' };
  const data = sumRange(hdu, hdu.dataOffset, Math.ceil(hdu.dataBytes / BLOCK) * BLOCK);
  const total = sumRange(hdu, hdu.headerOffset, hdu.dataOffset - hdu.headerOffset, data);
  return {
    // All ones is the negative zero of ones' complement.
    checksum: hasChecksum ? verdict(total === 0xffffffff || total === 0) : 'absent',
    datasum: hasDatasum ? verdict(announcedSum(header) === data) : 'absent',
  };
}

/** An empty text stands for a sum that is not known (§4.4.2.7). */
function isStated(header: Header, keyword: string): boolean {
  return header.has(keyword) && header.string(keyword)?.trim() !== '';
}

/** Bytes whose 16-bit halves, 2^15 of each, add up without leaving 32-bit integers. */
const HALVES_CHUNK = 0x20000;

/** The ones' complement sum of big-endian 32-bit words, added to `start`; missing bytes are 0. */
export function onesComplementSum(bytes: Uint8Array, start = 0): number {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const whole = bytes.length & ~3;
  let sum = start;
  for (let from = 0; from < whole; from += HALVES_CHUNK) {
    const to = Math.min(whole, from + HALVES_CHUNK);
    // In halves the whole loop stays in integers: 6 to 9 times quicker than sums of doubles.
    let high = 0;
    let low = 0;
    for (let at = from; at < to; at += 4) {
      const word = view.getInt32(at);
      high = (high + (word >>> 16)) | 0;
      low = (low + (word & 0xffff)) | 0;
    }
    sum = foldCarry(sum + (high >>> 0) * 0x10000 + (low >>> 0));
  }
  for (let at = whole, weight = 24; at < bytes.length; at++, weight -= 8) {
    sum += (bytes[at] ?? 0) * 2 ** weight;
  }
  return foldCarry(sum);
}

/**
 * The 16 characters whose bytes, as four words, add up to the complement of `sum` (standard 4.0,
 * appendix J). Only letters and digits, rotated by one, so that they line up in the card.
 */
export function encodeChecksum(sum: number): string {
  const complement = ~sum >>> 0;
  const characters = new Uint8Array(16);
  const quarters = new Uint8Array(4);
  for (let byte = 0; byte < 4; byte++) {
    const value = (complement >>> (24 - 8 * byte)) & 0xff;
    quarters.fill((value >> 2) + 0x30);
    quarters[0] = (quarters[0] ?? 0) + (value & 3);
    avoidPunctuation(quarters, 0);
    avoidPunctuation(quarters, 2);
    for (let i = 0; i < 4; i++) characters[(4 * i + byte + 1) % 16] = quarters[i] ?? 0;
  }
  return String.fromCharCode(...characters);
}

/** Shifts one up and its neighbour down until neither is between the digits and letters. */
function avoidPunctuation(quarters: Uint8Array, at: number): void {
  let first = quarters[at] ?? 0;
  let second = quarters[at + 1] ?? 0;
  while (isPunctuation(first) || isPunctuation(second)) {
    first++;
    second--;
  }
  quarters[at] = first;
  quarters[at + 1] = second;
}

function isPunctuation(code: number): boolean {
  return (code >= 0x3a && code <= 0x40) || (code >= 0x5b && code <= 0x60);
}

/** A compressed image shows its image header; its sums belong to the table that is stored. */
function storedHeader(hdu: Hdu): Header {
  return hdu.kind === 'image' && hdu.tiles !== undefined ? hdu.tiles.table.header : hdu.header;
}

function sumRange({ source }: Hdu, offset: number, length: number, start = 0): number {
  const end = Math.min(offset + length, source.size);
  const scratch = new Uint8Array(Math.min(CHUNK, Math.max(0, end - offset)));
  let sum = start;
  for (let at = offset; at < end; at += CHUNK) {
    sum = onesComplementSum(source.read(at, Math.min(CHUNK, end - at), scratch), sum);
  }
  return sum;
}

function foldCarry(sum: number): number {
  let folded = sum;
  while (folded > 0xffffffff) {
    folded = (folded % 2 ** 32) + Math.floor(folded / 2 ** 32);
  }
  return folded;
}

function announcedSum(header: Header): number | undefined {
  const value = header.get('DATASUM');
  if (typeof value === 'number') return value;
  return typeof value === 'string' && /^\s*\d+\s*$/.test(value) ? Number(value) : undefined;
}

function verdict(right: boolean): ChecksumState {
  return right ? 'verified' : 'mismatch';
}
