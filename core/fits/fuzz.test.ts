import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { fixtureBytes, fixtures } from './fixtures.testing.ts';
import { mutate, readEverything, seededRandom } from './fuzz.testing.ts';
import { hasSharedData, sharedData } from './sharedData.testing.ts';
import { encodeFits } from './write/encodeFits.ts';

const MUTATIONS = 3000;

/** Small files, so that thousands of them fit into seconds. */
const LARGEST = 300_000;

function originals(): Uint8Array[] {
  const written = encodeFits([
    { kind: 'image', data: Float32Array.from([1, 2, 3, 4, 5, 6]), shape: [2, 3] },
    {
      kind: 'table',
      columns: [
        {
          name: 'flux',
          values: { kind: 'number', type: 'f4', shape: [2, 3], data: new Float32Array(6) },
        },
        { name: 'name', values: { kind: 'string', shape: [2], data: ['a', 'bc'] } },
        { name: 'mask', values: { kind: 'bits', shape: [2, 9], data: new Uint8Array(18) } },
      ],
    },
  ]);
  const small = [written, ...fixtures.map(fixtureBytes)];
  if (!hasSharedData) return small;
  const files = readdirSync(sharedData('.'), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.fits'))
    .map((name) => join(sharedData('.'), name))
    .filter((path) => statSync(path).size < LARGEST)
    .map((path) => new Uint8Array(readFileSync(path)));
  return [...small, ...files];
}

describe('damaged FITS files', () => {
  it(`either parse or give a Problem, ${MUTATIONS} times`, { timeout: 120_000 }, () => {
    const files = originals();
    const outcomes = { parsed: 0, problem: 0 };
    let slowest = 0;
    for (let seed = 0; seed < MUTATIONS; seed++) {
      const random = seededRandom(seed);
      const original = files[seed % files.length] ?? new Uint8Array(0);
      const damaged = mutate(original, random);
      const start = performance.now();
      try {
        outcomes[readEverything(damaged)] += 1;
      } catch (cause) {
        throw new Error(`seed ${seed} is a bug: ${String(cause)}`, { cause });
      }
      slowest = Math.max(slowest, performance.now() - start);
    }
    expect(outcomes.parsed).toBeGreaterThan(MUTATIONS / 20);
    expect(outcomes.problem).toBeGreaterThan(MUTATIONS / 20);
    expect(slowest).toBeLessThan(5000);
  });
});
