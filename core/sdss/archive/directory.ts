import { archiveUrl, joinArchivePath, type ArchivePath } from './archivePath.ts';
import { parseSha1sum, type ChecksumList } from './checksum.ts';
import type { Connection } from './connection.ts';
import { ArchiveProblem } from './failure.ts';
import { fetchText } from './fetchText.ts';
import { parseIndexPage, type Entry } from './indexPage.ts';
import type { Retrying } from './retrying.ts';

/** A directory as the archive shows it. */
export interface Directory {
  readonly path: ArchivePath;
  readonly entries: readonly Entry[];
  /** From its `*.sha1sum` file; undefined if it publishes none. */
  readonly sums?: ChecksumList;
}

export interface DirectoryTools {
  readonly connection: Connection;
  readonly retrying: Retrying;
  /** Origins that serve a path, the main one first. */
  readonly originsOf: (path: ArchivePath) => readonly string[];
  /** Whether checksum lists are wanted. */
  readonly checksums: boolean;
}

/** Lists directories, each once: a listing is good for `maxAgeMs`. */
export interface DirectoryReader {
  /** @throws ArchiveProblem `archive-missing`, `archive-not-an-index`, or as `download`. */
  read(path: ArchivePath, signal?: AbortSignal): Promise<Directory>;
  forget(path: ArchivePath): void;
}

const MAX_AGE_MS = 10 * 60_000;
const MOST_REMEMBERED = 2000;

export function createDirectoryReader(tools: DirectoryTools): DirectoryReader {
  const { clock } = tools.connection;
  const known = new Map<ArchivePath, { until: number; directory: Promise<Directory> }>();
  return {
    read(path, signal) {
      const found = known.get(path);
      if (found !== undefined && found.until > clock.now()) return found.directory;
      const directory = readDirectory(tools, path, signal);
      if (known.size >= MOST_REMEMBERED) known.clear();
      known.set(path, { until: clock.now() + MAX_AGE_MS, directory });
      directory.catch(() => known.delete(path));
      return directory;
    },
    forget: (path) => void known.delete(path),
  };
}

async function readDirectory(
  { connection, retrying, originsOf, checksums }: DirectoryTools,
  path: ArchivePath,
  signal: AbortSignal | undefined,
): Promise<Directory> {
  const origins = originsOf(path);
  const urls = origins.map((origin) => archiveUrl(origin, path, 'directory'));
  const { text } = await fetchText(connection, retrying, urls, signal);
  const entries = parseIndexPage(text);
  if (entries === undefined) {
    throw new ArchiveProblem('archive-not-an-index', 'a page came that is not a list of files', {
      where: { url: urls[0]?.href ?? path },
      transient: true,
      advice: 'The archive may be under maintenance, or the network wants you to log in first',
    });
  }
  // The lists' names differ between releases and even between telescopes, so they are looked up.
  const list = entries.find((entry) => entry.kind === 'file' && entry.name.endsWith('.sha1sum'));
  if (list === undefined || !checksums) return { path, entries };
  const listPath = joinArchivePath(path, list.name);
  const sums = await fetchText(
    connection,
    retrying,
    origins.map((origin) => archiveUrl(origin, listPath, 'file')),
    signal,
  );
  return { path, entries, sums: parseSha1sum(sums.text) };
}
