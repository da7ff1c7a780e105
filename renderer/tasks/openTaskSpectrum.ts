import type { TaskDetail } from '../../core/api/tasks.ts';
import { astra } from '../client/current.ts';
import { reportProblem } from '../components/noticeStore.ts';
import { useLibrary } from '../library/libraryStore.ts';
import { openSpectrum } from '../viewer/openSpectrum.ts';

/** Shows the spectrum that a task read. */
export async function openTaskSpectrum(id: string): Promise<void> {
  try {
    const path = spectrumOf(await astra().call('tasks.detail', { id }));
    if (path === undefined)
      reportProblem(new Error('this task has read no spectrum that is still here'));
    else openSpectrum(path, { keep: true });
  } catch (error) {
    reportProblem(error);
  }
}

/** The first input or file parameter of a task that the library knows, else the first FITS file. */
export function spectrumOf({
  inputs,
  parameters,
}: Pick<TaskDetail, 'inputs' | 'parameters'>): string | undefined {
  const paths = [...inputs.map(({ path }) => path), ...parameters.map(({ value }) => value)];
  const known = new Set(useLibrary.getState().entries.map(({ path }) => path));
  return paths.find((path) => known.has(path)) ?? paths.find((path) => /\.fits(\.gz)?$/.test(path));
}
