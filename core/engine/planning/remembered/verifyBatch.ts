import { Problem } from '../../../problem/problem.ts';
import type { LookCalls } from '../lookCalls.ts';
import { nextTurn } from '../planStream.ts';
import type { CutBatch } from './batchFile.ts';
import type { RememberedFile } from './rememberedFile.ts';
import { RowVerifier, verifyJob } from './verifyRows.ts';

/** In milliseconds: where some rows take longer, on a slow disk, the look thread goes on alone. */
const slow = 200;

/**
 * Which rows are as they were remembered, by the SHA-256 of their lines: this thread and the look
 * thread take turns with them. `changed`: ids whose records are others now.
 *
 * @throws Problem `cancelled` by `signal`
 */
export async function verifyBatch(
  { ranges }: CutBatch,
  path: string,
  file: RememberedFile | undefined,
  changed: string,
  calls: LookCalls,
  signal: AbortSignal | undefined,
): Promise<Set<string>> {
  const extents = new Map(
    ranges.flatMap(({ sha256 }) => {
      const extent = file?.contents.rows.get(sha256);
      return extent === undefined ? [] : [[sha256, extent] as const];
    }),
  );
  if (extents.size === 0) return new Set();
  const job = verifyJob(path, [...extents.values()], changed);
  const theirs = calls.verify(job);
  theirs.catch(() => undefined); // awaited below
  const verifier = new RowVerifier(job);
  try {
    for (let from = performance.now(); verifier.verifyNext(); from = performance.now()) {
      if (performance.now() - from > slow) break;
      await nextTurn();
      if (signal?.aborted === true) verifier.stop();
    }
  } finally {
    verifier.close();
  }
  await theirs;
  if (signal?.aborted === true) throw new Problem('cancelled', 'planning was cancelled');
  return new Set([...extents.keys()].filter((_, index) => job.verdicts[index] === 1));
}
