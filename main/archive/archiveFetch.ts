import { createArchive, type Archive } from '../../core/sdss/archive/archive.ts';
import type { ArchiveFetch } from '../../core/tasks/files/archiveFetch.ts';
import type { ArchivePlace } from './archiveSettings.ts';

/** How file tasks fetch: through one archive client, made when the first file is asked for. */
export function archiveFetch(place: ArchivePlace): ArchiveFetch {
  let archive: Archive | undefined;
  return async (_release, { relative, signal, progress }) => {
    archive ??= createArchive(place);
    await archive.fetchFile({
      path: relative,
      signal,
      onProgress: (here, total) => {
        if (total !== undefined && total > 0) progress(here / total);
      },
    });
  };
}
