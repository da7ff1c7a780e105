/** What came of a suite: how many tests, and what the summary should say beside the numbers. */
export interface SuiteCounts {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  /** What failed by name, and anything else that a reader of the last lines must know. */
  readonly remarks: readonly string[];
}

/** What came of one suite. */
export interface SuiteResult extends SuiteCounts {
  readonly name: string;
  readonly seconds: number;
}

/** A part of `npm test`. */
export interface Suite {
  readonly name: string;
  run(report: (line: string) => void): Promise<SuiteCounts>;
}

/** Runs suites one after the other; one that throws counts as one failure and stops nothing. */
export async function runSuites(
  suites: readonly Suite[],
  report: (line: string) => void,
  now: () => number,
): Promise<SuiteResult[]> {
  const results: SuiteResult[] = [];
  for (const suite of suites) {
    report(`\n── ${suite.name}`);
    const started = now();
    const counts = await suite.run(report).catch((error: unknown): SuiteCounts => {
      const message = error instanceof Error ? error.message : String(error);
      report(message);
      return { passed: 0, failed: 1, skipped: 0, remarks: [message] };
    });
    results.push({ name: suite.name, ...counts, seconds: (now() - started) / 1000 });
  }
  return results;
}

/** The summary: a line for each suite with its remarks, then the totals on a plain line of their own. */
export function summarise(results: readonly SuiteResult[]): string[] {
  const width = Math.max(...results.map(({ name }) => name.length));
  const total = (key: 'passed' | 'failed' | 'skipped') =>
    results.reduce((sum, result) => sum + result[key], 0);
  return [
    ...results.flatMap((result) => {
      const mark = result.failed === 0 ? '✓' : '✗';
      return [
        `${mark} ${result.name.padEnd(width)}  ${counts(result)}  (${result.seconds.toFixed(0)} s)`,
        ...result.remarks.map((remark) => `    ${remark}`),
      ];
    }),
    counts({ passed: total('passed'), failed: total('failed'), skipped: total('skipped') }),
  ];
}

function counts(of: Pick<SuiteResult, 'passed' | 'failed' | 'skipped'>): string {
  return `${of.passed} passed, ${of.failed} failed, ${of.skipped} skipped`;
}
