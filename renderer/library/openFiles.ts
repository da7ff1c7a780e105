import type { LibraryEntry } from '../../core/api/library.ts';
import { Problem } from '../../core/problem/problem.ts';
import { reportProblem } from '../components/noticeStore.ts';
import { showToast } from '../components/toastStore.ts';
import { plural } from '../format/number.ts';
import { openSpectrum } from '../viewer/openSpectrum.ts';
import { openBatch } from '../tasks/openBatch.ts';
import { isTableFile } from '../tasks/tableInput.ts';
import { addFiles } from './addFiles.ts';
import { mergeEntries, useLibrary } from './libraryStore.ts';
import { firstToShow } from './notSpectra.ts';

/** Adds files to the library and shows the first that is a spectrum; a table is for a batch. */
export async function openFiles(all: readonly File[]): Promise<void> {
  const table = all.find(isTableFile);
  if (table !== undefined) await openBatch(table);
  const files = all.filter((file) => !isTableFile(file));
  if (files.length === 0) return;
  try {
    // The library tells of new files before the answer comes.
    const before = knownPaths();
    const added = await addFiles(files);
    const known = knownPaths();
    const fresh = added.filter(({ path }) => !known.has(path));
    mergeEntries(added, known.size + fresh.length);
    const first = firstToShow(added);
    if (first !== undefined) openSpectrum(first.path, { keep: true });
    const refused = added.filter(({ problem }) => problem !== undefined);
    const [one] = refused;
    if (one?.problem !== undefined) reportProblem(refusal(one.name, one.problem));
    else showToast({ text: addedText(added, before) });
  } catch (error) {
    reportProblem(error);
  }
}

function knownPaths(): ReadonlySet<string> {
  return new Set(useLibrary.getState().entries.map(({ path }) => path));
}

function addedText(added: readonly LibraryEntry[], before: ReadonlySet<string>): string {
  const here = added.filter(({ path }) => before.has(path)).length;
  const fresh = added.length - here;
  if (here === 0) return `${plural(fresh, 'file')} added to the library`;
  const already = `${plural(here, 'file')} already in the library`;
  return fresh === 0 ? already : `${plural(fresh, 'file')} added, ${already}`;
}

function refusal(file: string, { message, advice }: NonNullable<LibraryEntry['problem']>): Problem {
  return new Problem('not-recognised', message, {
    where: { file },
    ...(advice === undefined ? {} : { advice }),
  });
}
