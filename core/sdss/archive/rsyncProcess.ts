import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { Problem } from '../../problem/problem.ts';
import { reasonOf } from './clock.ts';
import type { Credentials } from './credentials.ts';
import { ArchiveProblem, codeOf, outOfReach } from './failure.ts';

export interface RsyncRequest {
  readonly args: readonly string[];
  /** For `--files-from=-`. */
  readonly input?: string;
  readonly credentials?: Credentials | undefined;
  readonly onLine: (line: string) => void;
  readonly signal?: AbortSignal | undefined;
}

export interface RsyncEnd {
  readonly code: number;
  /** The last of what it complained about. */
  readonly complaint: string;
}

const LONGEST_COMPLAINT = 4000;

/**
 * Runs rsync from PATH to its end. The password is in the environment of that process alone.
 * @throws Problem `rsync-absent`; the signal's reason if it is aborted.
 */
export function runRsyncProcess(request: RsyncRequest): Promise<RsyncEnd> {
  const { args, input, credentials, onLine, signal } = request;
  return new Promise((resolve, reject) => {
    if (signal?.aborted === true) {
      reject(reasonOf(signal));
      return;
    }
    const child = spawn('rsync', [...args], {
      // Messages and numbers in one language and format; no password of someone else's.
      env: {
        ...process.env,
        LC_ALL: 'C',
        RSYNC_PASSWORD: undefined,
        ...credentials?.rsyncEnvironment(),
      },
      stdio: ['pipe', 'pipe', 'pipe'],
    });
    let complaint = '';
    const onAbort = () => void child.kill('SIGTERM');
    signal?.addEventListener('abort', onAbort, { once: true });
    child.stderr.setEncoding('utf8').on('data', (text: string) => {
      complaint = (complaint + text).slice(-LONGEST_COMPLAINT);
    });
    const lines = createInterface({ input: child.stdout });
    const read = new Promise<void>((done) => lines.once('close', done));
    lines.on('line', onLine);
    child.stdin.on('error', () => {
      // rsync went away before it read everything; its exit code tells why.
    });
    child.stdin.end(input ?? '');
    child.once('error', (error) => {
      signal?.removeEventListener('abort', onAbort);
      reject(codeOf(error) === 'ENOENT' ? rsyncAbsent() : error);
    });
    child.once('close', (code) => {
      signal?.removeEventListener('abort', onAbort);
      if (signal?.aborted === true) reject(reasonOf(signal));
      else void read.then(() => resolve({ code: code ?? -1, complaint: complaint.trim() }));
    });
  });
}

function rsyncAbsent(): Problem {
  return new Problem('rsync-absent', 'the program rsync is not installed', {
    advice: 'Install rsync, or set the transport to https, which needs nothing',
  });
}

/**
 * What a failed rsync means (exit codes of rsync(1)); undefined for success and for 23 and 24,
 * which say that single files were not there.
 */
export function rsyncProblem({ code, complaint }: RsyncEnd, host: string): Problem | undefined {
  const url = new URL(host);
  const where = { url: host };
  const lastLine = complaint.split('\n').find((line) => line.trim() !== '') ?? '';
  if (/No space left|Disk quota/.test(complaint)) {
    return new ArchiveProblem('disk-full', 'the disk is full', {
      advice: 'Free some space and run it again',
    });
  }
  switch (code) {
    case 0:
    case 23:
    case 24:
      return undefined;
    case 5:
      return /auth failed/.test(complaint)
        ? new ArchiveProblem('archive-credentials', `${url.host} refused the password`, {
            where,
            advice: "Check the entry of the archive's data host in ~/.netrc",
          })
        : new ArchiveProblem('archive-missing', `${url.host} refused: ${lastLine}`, { where });
    case 10:
    case 35:
      return outOfReach(url);
    default:
      return new ArchiveProblem('archive-interrupted', `rsync ended with ${code}: ${lastLine}`, {
        where,
        transient: true,
        advice: 'Run it again: files that are whole are kept',
      });
  }
}
