import { utimesSync } from 'node:fs';
import { expect, it } from 'vitest';
import { TestBench } from '../../core/engine/testBench.testing.ts';
import { lengthOf } from '../../core/engine/testFamilies.testing.ts';
import { changedSince } from './changedSince.ts';

it('a task changed once its source was written again, whatever time the file claims', async () => {
  const bench = new TestBench();
  bench.write('a.txt', 'one');
  const plan = await bench.plan([lengthOf.with({ path: 'a.txt' })]);
  const node = plan.nodes.at(-1)?.node;
  if (node === undefined) throw new Error('no plan');
  const later = Date.now() + 1000;
  expect(changedSince(node, { began: later, ended: later }, bench.workspace)).toBe(false);
  const before = Date.now() - 60_000;
  utimesSync(bench.path('a.txt'), 1, 1); // as a copy that keeps the time of its original
  expect(changedSince(node, { began: before, ended: later }, bench.workspace)).toBe(true);
});
