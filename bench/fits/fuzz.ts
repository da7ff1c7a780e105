import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fixtureBytes, fixtures } from '../../core/fits/fixtures.testing.ts';
import { mutate, readEverything, seededRandom } from '../../core/fits/fuzz.testing.ts';

/** What a long fuzz run found. */
export interface FuzzReport {
  readonly mutations: number;
  readonly parsed: number;
  readonly problems: number;
  /** Seeds whose file made the reader throw something other than a `Problem`. */
  readonly bugs: readonly { readonly seed: number; readonly error: string }[];
  readonly slowestMs: number;
  readonly slowestSeed: number;
  readonly peakRssMb: number;
  readonly seconds: number;
}

const LARGEST = 600_000;

/** Mutates every FITS file under `folder` and every test fixture in turn, and reads all that is left in each. */
export function fuzz(folder: string, mutations: number, firstSeed = 0): FuzzReport {
  const real = readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.fits'))
    .map((name) => join(folder, name))
    .filter((path) => statSync(path).size <= LARGEST)
    .map((path) => new Uint8Array(readFileSync(path)));
  const files = [...real, ...fixtures.map(fixtureBytes)];
  const start = performance.now();
  const bugs: { seed: number; error: string }[] = [];
  const counts = { parsed: 0, problem: 0 };
  let slowestMs = 0;
  let slowestSeed = 0;
  let peakRssMb = 0;
  for (let seed = firstSeed; seed < firstSeed + mutations; seed++) {
    const random = seededRandom(seed);
    const damaged = mutate(files[seed % files.length] ?? new Uint8Array(0), random);
    const before = performance.now();
    try {
      counts[readEverything(damaged)] += 1;
    } catch (error) {
      bugs.push({ seed, error: String(error) });
    }
    const took = performance.now() - before;
    if (took > slowestMs) [slowestMs, slowestSeed] = [took, seed];
    if (seed % 100 === 0) peakRssMb = Math.max(peakRssMb, process.memoryUsage().rss / 2 ** 20);
  }
  return {
    mutations,
    parsed: counts.parsed,
    problems: counts.problem,
    bugs,
    slowestMs,
    slowestSeed,
    peakRssMb,
    seconds: (performance.now() - start) / 1000,
  };
}
