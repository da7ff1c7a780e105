import { expect, it } from 'vitest';
import { countTests } from './vitestSuite.ts';

const report = { numPassedTests: 7, numFailedTests: 0, numPendingTests: 2, numTodoTests: 1 };

it('counts what the report says', () => {
  expect(countTests(report, 0)).toEqual({ passed: 7, failed: 0, skipped: 3 });
  expect(countTests({ ...report, numFailedTests: 2 }, 1).failed).toBe(2);
});

it('takes a bad exit for a failure even where no test failed', () => {
  expect(countTests(report, 1).failed).toBe(1);
  expect(countTests(null, 1)).toEqual({ passed: 0, failed: 1, skipped: 0 });
});
