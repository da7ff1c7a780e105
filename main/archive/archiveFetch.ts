import type { Archive } from '../../core/sdss/archive/archive.ts';
import type { ArchiveFetch } from '../../core/tasks/files/archiveFetch.ts';
import type { ArchivePlace } from './archiveSettings.ts';

/**
 * How file tasks fetch: through one archive client, loaded and made when the first file is asked for.
 * Every worker knows these tasks, and most never fetch.
 */
export function archiveFetch(place: ArchivePlace): ArchiveFetch {
  let archive: Promise<Archive> | undefined;
  return async (_release, { relative, signal, progress }) => {
    archive ??= makeArchive(place);
    await (
      await archive
    ).fetchFile({
      path: relative,
      signal,
      onProgress: (here, total) => {
        if (total !== undefined && total > 0) progress(here / total);
      },
    });
  };
}

async function makeArchive(place: ArchivePlace): Promise<Archive> {
  const { createArchive } = await import('../../core/sdss/archive/archive.ts');
  return createArchive(place);
}
