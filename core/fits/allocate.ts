import { Problem, type Where } from '../problem/problem.ts';

/** 4 GiB − 1: the most that one typed array can have in every Node from 20 on. */
const LARGEST = 2 ** 32 - 1;

/** A new buffer for data that are known to be in the file; `fits-too-large` if memory cannot hold it. */
export function allocate(bytes: number, where: Where): Uint8Array<ArrayBuffer> {
  try {
    if (bytes <= LARGEST) return new Uint8Array(bytes);
  } catch (cause) {
    if (!(cause instanceof RangeError)) throw cause;
  }
  throw new Problem('fits-too-large', `${bytes} bytes are more than can be read at once`, {
    where,
    advice: 'Read it in parts: some rows, or some planes',
  });
}
