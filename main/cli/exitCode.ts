/** Exit codes of every command, documented in docs/cli.md. */
export const exitCode = {
  done: 0,
  /** A task failed, or a file could not be read as what it should be. */
  failed: 1,
  /** The command itself is wrong: an unknown name, a bad value, a file that is not there. */
  wrongUse: 2,
  /** Nothing matched what was asked for. */
  nothing: 3,
  /** Ended by Ctrl C. */
  cancelled: 130,
} as const;
export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** Problems that say "you typed something that cannot be meant"; all others are failures. */
const wrongUse: ReadonlySet<string> = new Set([
  'ambiguous-path',
  'ambiguous-id',
  'bad-batch',
  'bad-input',
  'bad-parameter',
  'bad-value',
  'fits-no-column',
  'fits-no-hdu',
  'fits-wrong-kind',
  'missing-file',
  'missing-keys',
  'missing-parameter',
  'no-workspace',
  'not-a-folder',
  'outside-release',
  'settings-invalid',
  'settings-newer',
  'spectrum-no-row',
  'sync-selection',
  'target-list',
  'unequal-lengths',
  'unknown-batch',
  'unknown-family',
  'unknown-id',
  'unknown-release',
  'unknown-species',
  'unresolved',
]);

export function exitCodeOf(problemCode: string): ExitCode {
  return wrongUse.has(problemCode) ? exitCode.wrongUse : exitCode.failed;
}
