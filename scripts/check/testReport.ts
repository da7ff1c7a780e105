/** What Vitest's JSON report says of one test file. */
export interface FileReport {
  readonly file: string;
  readonly passed: number;
  readonly skipped: number;
  /** Names of the tests that failed. */
  readonly failures: readonly string[];
  /** Tests that were never ended, since the process of the file was: by a fault of Node's, say. */
  readonly unfinished: number;
}

/** Reads Vitest's JSON report, by file; what is not a report holds none. */
export function readReport(report: unknown): FileReport[] {
  return list(field(report, 'testResults')).map((file) => {
    const tests = list(field(file, 'assertionResults')).map((test) => ({
      name: text(field(test, 'fullName')),
      status: text(field(test, 'status')),
    }));
    const of = (...statuses: string[]) => tests.filter(({ status }) => statuses.includes(status));
    return {
      file: text(field(file, 'name')),
      passed: of('passed').length,
      skipped: of('skipped', 'todo', 'disabled').length,
      failures: of('failed').map(({ name }) => name),
      unfinished: of('pending').length,
    };
  });
}

/** The files that broke off: nothing in them failed, and something never ended. */
export function brokenOff(files: readonly FileReport[]): string[] {
  return files
    .filter(({ failures, unfinished }) => failures.length === 0 && unfinished > 0)
    .map(({ file }) => file);
}

/** The first run's files, with those that were run again in the place of theirs. */
export function withSecondRun(
  first: readonly FileReport[],
  again: readonly FileReport[],
): FileReport[] {
  const second = new Map(again.map((report) => [report.file, report]));
  return first.map((report) => second.get(report.file) ?? report);
}

function field(of: unknown, key: string): unknown {
  if (typeof of !== 'object' || of === null) return undefined;
  return Object.entries(of).find(([name]) => name === key)?.[1];
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
