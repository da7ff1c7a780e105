import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, relative } from 'node:path';
import { runTool } from './commandSuite.ts';
import type { Suite, SuiteCounts } from './suite.ts';
import { brokenOff, readReport, withSecondRun, type FileReport } from './testReport.ts';

/** One run of Vitest over all files, or over these: its exit code and what its report says. */
type RunTests = (only?: readonly string[]) => Promise<{ code: number; files: FileReport[] }>;

/** A suite of Vitest tests by configuration file; `prepare` runs first, on the suite's time. */
export function vitestSuite(
  name: string,
  root: string,
  config: string,
  prepare: () => Promise<void> = () => Promise.resolve(),
): Suite {
  return {
    name,
    async run(report) {
      await prepare();
      return runTwiceIfBroken(vitest(name, root, config), root, report);
    },
  };
}

/**
 * Runs the tests. Files whose process was ended from outside the tests, as Node's is at times where
 * threads come and go (docs/decisions/0006), are run once more, alone, and the summary says so; a
 * test that fails is never run again, and a file that breaks off twice has failed.
 */
export async function runTwiceIfBroken(
  run: RunTests,
  root: string,
  report: (line: string) => void,
): Promise<SuiteCounts> {
  const first = await run();
  const broken = brokenOff(first.files);
  if (first.code === 0 || broken.length === 0) return countTests(first.files, first.code, root);
  const names = broken.map((file) => relative(root, file)).join(', ');
  report(`\nThe process of ${names} ended before its tests had; they are run once more.`);
  const again = await run(broken);
  const counts = countTests(withSecondRun(first.files, again.files), again.code, root);
  return {
    ...counts,
    remarks: [`run twice, since the process ended the first time: ${names}`, ...counts.remarks],
  };
}

/**
 * The counts of a run. A file that could not even be loaded holds no failed test, so a bad exit code
 * counts as a failure where the report shows none.
 */
export function countTests(
  files: readonly FileReport[],
  exitCode: number,
  root: string,
): SuiteCounts {
  const sum = (of: (file: FileReport) => number) =>
    files.reduce((total, file) => total + of(file), 0);
  const failed = sum(({ failures, unfinished }) => failures.length + unfinished);
  return {
    passed: sum(({ passed }) => passed),
    failed: failed === 0 && exitCode !== 0 ? 1 : failed,
    skipped: sum(({ skipped }) => skipped),
    remarks: files.flatMap(({ file, failures, unfinished }) => [
      ...failures.map((test) => `failed: ${relative(root, file)}: ${test}`),
      ...(unfinished > 0 ? [`broke off: ${relative(root, file)}`] : []),
    ]),
  };
}

function vitest(name: string, root: string, config: string): RunTests {
  const folder = join(root, '.cache/test');
  const report = join(folder, `${name}.json`);
  return async (only = []) => {
    mkdirSync(folder, { recursive: true });
    rmSync(report, { force: true });
    const code = await runTool(root, {
      tool: 'vitest/vitest.mjs',
      args: [
        'run',
        ...only,
        `--config=${config}`,
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${report}`,
      ],
    });
    return { code, files: readReport(JSON.parse(readFileSync(report, 'utf8'))) };
  };
}
