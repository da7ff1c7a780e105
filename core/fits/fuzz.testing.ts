import { gzipSync } from 'node:zlib';
import { Problem } from '../problem/problem.ts';
import { bufferSource } from './byteSource.ts';
import { verifyFits } from './document.ts';
import { openFits } from './fitsFile.ts';
import { pixelCount, readImage } from './image.ts';
import { readColumn } from './table.ts';

/** What became of one mutated file. */
export type FuzzOutcome = 'parsed' | 'problem';

/** A small seeded generator (mulberry32), so that a failure can be repeated from its seed. */
export function seededRandom(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const LIES = [
  '1000000000000',
  '-1',
  'NaN',
  'NAN',
  '9223372036854775807',
  '0',
  '1',
  '2147483648',
  '1E12',
  "'PE(3)'",
  "'9999999999E'",
  "'(0,99999999999)'",
  'T',
  '',
  '3.5',
  "'",
];

/** A damaged copy of a file: header lies, flipped bytes, cuts, repeats, or several of them. */
export function mutate(original: Uint8Array, random: () => number): Uint8Array {
  let bytes = original.slice();
  const pick = (count: number): number => Math.floor(random() * count);
  const mutations: (() => void)[] = [
    () => {
      // A byte anywhere, or one in the first header blocks.
      const at = pick(random() < 0.5 ? bytes.length : Math.min(bytes.length, 20_000));
      bytes[at] = pick(256);
    },
    () => {
      bytes = bytes.slice(0, pick(bytes.length + 1));
    },
    () => {
      lieInHeader(bytes, random);
    },
    () => {
      lieInHeader(bytes, random);
    },
    () => {
      const [from, to] = [pick(bytes.length), pick(bytes.length)];
      bytes.copyWithin(to, from, from + pick(6000));
    },
    () => {
      bytes.fill(pick(256), pick(bytes.length), pick(bytes.length));
    },
  ];
  const times = 1 + pick(3);
  for (let i = 0; i < times && bytes.length > 0; i++) mutations[pick(mutations.length)]?.();
  return random() < 0.03 ? gzipSync(bytes, { level: 1 }) : bytes;
}

/** Replaces the value of one card by a lie. */
function lieInHeader(bytes: Uint8Array, random: () => number): void {
  const cards: number[] = [];
  for (let at = 0; at + 80 <= bytes.length && cards.length < 2000; at += 80) {
    if (bytes[at + 8] === 0x3d && bytes[at + 9] === 0x20) cards.push(at);
  }
  const at = cards[Math.floor(random() * cards.length)];
  if (at === undefined) return;
  const lie = (LIES[Math.floor(random() * LIES.length)] ?? '').padEnd(70);
  for (let i = 0; i < 70; i++) bytes[at + 10 + i] = lie.charCodeAt(i);
}

/** Reads all there is to read. Throws only what is a bug: anything but a `Problem`. */
export function readEverything(bytes: Uint8Array): FuzzOutcome {
  try {
    using file = openFits(bufferSource('fuzz', bytes), { maxUnpackedBytes: 2 ** 26 });
    for (const hdu of file.hdus()) {
      attempt(() => hdu.header.cards);
      if (hdu.kind === 'image') attempt(() => pixelCount(hdu.shape) && readImage(hdu));
      if (hdu.kind === 'table') {
        for (const { name } of hdu.columns) attempt(() => readColumn(hdu, name));
      }
    }
    verifyFits(file);
    return 'parsed';
  } catch (thrown) {
    if (thrown instanceof Problem) return 'problem';
    throw thrown;
  }
}

function attempt(read: () => unknown): void {
  try {
    read();
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
  }
}
