import { expect, it } from 'vitest';
import { readReport, type FileReport } from './testReport.ts';
import { countTests, runTwiceIfBroken } from './vitestSuite.ts';

const whole: FileReport = {
  file: '/p/a.test.ts',
  passed: 7,
  skipped: 3,
  failures: [],
  unfinished: 0,
};
const broken: FileReport = { ...whole, file: '/p/b.test.ts', passed: 1, skipped: 0, unfinished: 2 };

/** Runs that give these, one after the other; what each was asked for is kept. */
function runs(...results: { code: number; files: FileReport[] }[]) {
  const asked: (readonly string[])[] = [];
  const run = (only: readonly string[] = []) => {
    asked.push(only);
    const next = results.shift();
    return next === undefined
      ? Promise.reject(new Error('one run too many'))
      : Promise.resolve(next);
  };
  return { run, asked };
}

it('counts what the report says, and names what failed', () => {
  expect(countTests([whole], 0, '/p')).toEqual({ passed: 7, failed: 0, skipped: 3, remarks: [] });
  expect(countTests([{ ...whole, failures: ['x y', 'z'] }], 1, '/p')).toMatchObject({
    failed: 2,
    remarks: ['failed: a.test.ts: x y', 'failed: a.test.ts: z'],
  });
});

it('takes a bad exit for a failure even where no test failed', () => {
  expect(countTests([whole], 1, '/p').failed).toBe(1);
  expect(countTests(readReport(null), 1, '/p')).toMatchObject({ passed: 0, failed: 1, skipped: 0 });
});

it('runs a file again whose process ended, and says so', async () => {
  const { run, asked } = runs(
    { code: 1, files: [whole, broken] },
    { code: 0, files: [{ ...broken, passed: 3, unfinished: 0 }] },
  );
  const counts = await runTwiceIfBroken(run, '/p', () => undefined);
  expect(asked).toEqual([[], ['/p/b.test.ts']]);
  expect(counts).toMatchObject({ passed: 10, failed: 0, skipped: 3 });
  expect(counts.remarks).toEqual(['run twice, since the process ended the first time: b.test.ts']);
});

it('takes a file that breaks off twice for failed', async () => {
  const { run } = runs({ code: 1, files: [whole, broken] }, { code: 1, files: [broken] });
  const counts = await runTwiceIfBroken(run, '/p', () => undefined);
  expect(counts).toMatchObject({ passed: 8, failed: 2 });
  expect(counts.remarks).toContain('broke off: b.test.ts');
});

it('never runs a failed test again', async () => {
  const failed = { ...broken, failures: ['x'] };
  const { run, asked } = runs({ code: 1, files: [whole, failed] });
  expect(await runTwiceIfBroken(run, '/p', () => undefined)).toMatchObject({ failed: 3 });
  expect(asked).toHaveLength(1);
});

it('counts other failures of the first run beside the second', async () => {
  const failing = { ...whole, file: '/p/c.test.ts', failures: ['x'] };
  const { run } = runs(
    { code: 1, files: [failing, broken] },
    { code: 0, files: [{ ...broken, unfinished: 0 }] },
  );
  expect(await runTwiceIfBroken(run, '/p', () => undefined)).toMatchObject({ failed: 1 });
});

it('reads a report of Vitest by file', () => {
  const result = (fullName: string, status: string) => ({ fullName, status });
  const report = {
    testResults: [
      {
        name: '/p/b.test.ts',
        status: 'failed',
        assertionResults: [
          result('a', 'passed'),
          result('s', 'skipped'),
          result('b', 'pending'),
          result('f', 'failed'),
        ],
      },
    ],
  };
  expect(readReport(report)).toEqual([
    { file: '/p/b.test.ts', passed: 1, skipped: 1, failures: ['f'], unfinished: 1 },
  ]);
});
