import { Problem, type ProblemOptions } from '../../problem/problem.ts';

/** Everything that can go wrong between here and the archive. Stable, part of `--json`. */
export type ArchiveCode =
  | 'archive-out-of-reach'
  | 'archive-interrupted'
  | 'archive-certificate'
  | 'archive-busy'
  | 'archive-server-error'
  | 'archive-missing'
  | 'archive-credentials'
  | 'archive-forbidden'
  | 'archive-redirect'
  | 'archive-html-instead'
  | 'archive-encoded'
  | 'archive-length'
  | 'archive-checksum'
  | 'archive-not-an-index'
  | 'archive-unexpected-status'
  | 'disk-full'
  | 'mirror-not-writable';

export interface ArchiveProblemOptions extends ProblemOptions {
  readonly status?: number;
  /** How long the server asked us to stay away. */
  readonly retryAfterMs?: number;
}

/** A failure of the archive client; `code` says which, in a closed set. */
export class ArchiveProblem extends Problem {
  declare readonly code: ArchiveCode;
  readonly status: number | undefined;
  readonly retryAfterMs: number | undefined;

  constructor(code: ArchiveCode, message: string, options: ArchiveProblemOptions = {}) {
    super(code, message, options);
    this.status = options.status;
    this.retryAfterMs = options.retryAfterMs;
  }
}

const CONNECT_CODES = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'ENETDOWN',
  'EHOSTUNREACH',
  'EHOSTDOWN',
  'EADDRNOTAVAIL',
]);

/** Says what a socket, TLS or HTTP parser error means, in words of the archive client. */
export function connectionProblem(error: unknown, url: URL): ArchiveProblem {
  const code = codeOf(error);
  const options = { where: { url: url.href }, cause: error };
  if (CONNECT_CODES.has(code)) return outOfReach(url, error);
  if (/CERT|SELF_SIGNED|UNABLE_TO_|ERR_TLS|EPROTO/.test(code)) {
    return new ArchiveProblem(
      'archive-certificate',
      `the identity of ${url.host} cannot be verified (${code})`,
      {
        ...options,
        advice: 'Nothing was sent. Check the date of this computer and whether a proxy interferes',
      },
    );
  }
  return new ArchiveProblem('archive-interrupted', `the transfer was interrupted (${code})`, {
    ...options,
    transient: true,
    advice: 'Run it again: it goes on where it stopped',
  });
}

/** Offline is a normal state, and the message says so. */
export function outOfReach(url: URL, cause?: unknown): ArchiveProblem {
  return new ArchiveProblem(
    'archive-out-of-reach',
    `the archive is out of reach: ${url.host} does not answer`,
    {
      where: { url: url.href },
      cause,
      transient: true,
      advice: 'What is on this computer keeps working; fetch the rest when you are online',
    },
  );
}

export function codeOf(error: unknown): string {
  if (typeof error !== 'object' || error === null) return 'unknown';
  if ('code' in error && typeof error.code === 'string') return error.code;
  // Happy Eyeballs reports one error per address; they fail alike.
  if (error instanceof AggregateError && error.errors.length > 0) return codeOf(error.errors[0]);
  return error instanceof Error ? error.name : 'unknown';
}

const BLOCKED_CODES = new Set([
  'EACCES',
  'EPERM',
  'EROFS',
  'ENOTDIR',
  'EISDIR',
  'EEXIST',
  'ENOTEMPTY',
  'ENAMETOOLONG',
]);

/** A full disk or a folder that takes no files as a `Problem`; any other error unchanged. */
export function diskProblem(error: unknown, file: string): unknown {
  const code = codeOf(error);
  if (BLOCKED_CODES.has(code)) {
    return new ArchiveProblem('mirror-not-writable', `the file cannot be written here (${code})`, {
      where: { file },
      cause: error,
      advice: 'Check who may write to this folder, and that no file or folder is in the way',
    });
  }
  if (code !== 'ENOSPC' && code !== 'EDQUOT') return error;
  return new ArchiveProblem('disk-full', 'the disk is full', {
    where: { file },
    cause: error,
    advice: 'Free some space and run it again: it goes on where it stopped',
  });
}
