import type { ArchivePath } from './archivePath.ts';
import type { Credentials } from './credentials.ts';
import type { DirectoryReader } from './directory.ts';
import { ArchiveProblem } from './failure.ts';
import { parseRsyncListing } from './rsyncListing.ts';
import { rsyncProblem, runRsyncProcess } from './rsyncProcess.ts';

export interface RsyncHost {
  /** `rsync://host[:port]`. */
  readonly host: string;
  readonly credentialsFor: (path: ArchivePath) => Promise<Credentials | undefined>;
  readonly bytesPerSecond: number | undefined;
  readonly timeoutMs: number;
}

/** `rsync://user@host/path`; the first segment of a path is rsync's module. */
export function rsyncUrl(host: string, path: string, login: string | undefined): string {
  const url = new URL(host);
  const user = login === undefined ? '' : `${encodeURIComponent(login)}@`;
  return `rsync://${user}${url.host}/${path}/`;
}

/** Arguments that every call has: silence, and no waiting for ever. */
export function commonArguments({ timeoutMs }: RsyncHost): string[] {
  const seconds = Math.max(1, Math.round(timeoutMs / 1000));
  return [`--timeout=${seconds}`, `--contimeout=${seconds}`, '--no-motd'];
}

/** Lists directories over rsync: names, sizes and times, but no checksums. */
export function createRsyncReader(rsync: RsyncHost): DirectoryReader {
  return {
    async read(path, signal) {
      const credentials = await rsync.credentialsFor(path);
      const lines: string[] = [];
      const end = await runRsyncProcess({
        // A wildcard-free directory with a slash lists its contents.
        args: [
          ...commonArguments(rsync),
          '--list-only',
          '-L',
          rsyncUrl(rsync.host, path, credentials?.login),
        ],
        credentials,
        onLine: (line) => void lines.push(line),
        signal,
      });
      const problem = rsyncProblem(end, rsync.host);
      if (problem !== undefined) throw problem;
      if (end.code !== 0 && lines.length === 0) {
        throw new ArchiveProblem('archive-missing', 'the archive has no such directory', {
          where: { url: rsyncUrl(rsync.host, path, undefined) },
        });
      }
      return { path, entries: parseRsyncListing(lines.join('\n')) };
    },
    forget: () => undefined,
  };
}
