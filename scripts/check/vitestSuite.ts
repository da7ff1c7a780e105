import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { runTool } from './commandSuite.ts';
import type { Suite } from './suite.ts';

/** A suite of Vitest tests by configuration file; `prepare` runs first, on the suite's time. */
export function vitestSuite(
  name: string,
  root: string,
  config: string,
  prepare: () => Promise<void> = () => Promise.resolve(),
): Suite {
  return {
    name,
    async run() {
      await prepare();
      const report = join(root, '.cache/test', `${name}.json`);
      mkdirSync(join(root, '.cache/test'), { recursive: true });
      rmSync(report, { force: true });
      const code = await runTool(root, {
        tool: 'vitest/vitest.mjs',
        args: [
          'run',
          `--config=${config}`,
          '--reporter=default',
          '--reporter=json',
          `--outputFile.json=${report}`,
        ],
      });
      return countTests(JSON.parse(readFileSync(report, 'utf8')), code);
    },
  };
}

/**
 * The counts in Vitest's JSON report. A file that could not even be loaded holds no failed test,
 * so a bad exit code counts as a failure where the report shows none.
 */
export function countTests(
  report: unknown,
  exitCode: number,
): { passed: number; failed: number; skipped: number } {
  const count = (key: string): number => {
    const record = typeof report === 'object' && report !== null ? Object.entries(report) : [];
    const value: unknown = record.find(([name]) => name === key)?.[1];
    return typeof value === 'number' ? value : 0;
  };
  const failed = count('numFailedTests');
  return {
    passed: count('numPassedTests'),
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: count('numPendingTests') + count('numTodoTests'),
  };
}
