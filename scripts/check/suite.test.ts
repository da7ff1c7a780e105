import { expect, it } from 'vitest';
import { runSuites, summarise, type Suite } from './suite.ts';

const suite = (
  name: string,
  passed: number,
  failed: number,
  skipped = 0,
  remarks: string[] = [],
): Suite => ({
  name,
  run: () => Promise.resolve({ passed, failed, skipped, remarks }),
});
const clock = () => {
  let now = 0;
  return () => (now += 1500);
};

it('the last line is the totals over all suites', async () => {
  const results = await runSuites(
    [suite('types', 2, 0), suite('unit', 40, 1, 3, ['failed: a.test.ts: x'])],
    () => undefined,
    clock(),
  );
  expect(summarise(results)).toEqual([
    '✓ types  2 passed, 0 failed, 0 skipped  (2 s)',
    '✗ unit   40 passed, 1 failed, 3 skipped  (2 s)',
    '    failed: a.test.ts: x',
    '42 passed, 1 failed, 3 skipped',
  ]);
});

it('a suite that breaks counts as a failure, and the others still run', async () => {
  const said: string[] = [];
  const broken: Suite = { name: 'broken', run: () => Promise.reject(new Error('no browser')) };
  const results = await runSuites(
    [broken, suite('unit', 1, 0)],
    (line) => said.push(line),
    clock(),
  );
  expect(results.map(({ failed }) => failed)).toEqual([1, 0]);
  expect(said).toContain('no browser');
});
