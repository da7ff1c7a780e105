import { Problem } from '../problem/problem.ts';

/** Errors of the file system are the user's business, not bugs; anything else comes back as it is. */
export function fileSystemProblem(error: unknown): unknown {
  if (!(error instanceof Error) || !('code' in error) || !('syscall' in error)) return error;
  const where = 'path' in error && typeof error.path === 'string' ? { file: error.path } : {};
  switch (error.code) {
    case 'ENOSPC':
    case 'EDQUOT':
      return new Problem('disk-full', 'there is no space left', {
        where,
        advice: 'Free some space and run again; complete tasks are kept',
      });
    case 'EACCES':
    case 'EPERM':
    case 'EROFS':
      return new Problem('no-permission', 'this may not be written or read', {
        where,
        advice: 'Check the permissions of the file and its folder',
      });
    default:
      return new Problem('io-error', error.message, { where, cause: error });
  }
}
