import type { ApiEvent } from '../../core/api/events.ts';
import { mergeEntries } from '../library/libraryStore.ts';
import { addLogLine, applyRun } from '../tasks/runStore.ts';
import { forgetSpectra } from '../viewer/spectrumStore.ts';
import { applyWorkspace } from '../workspace/workspaceStore.ts';

/** The host's stream, handed to the store each event is about. */
export function followEvents(event: ApiEvent): void {
  switch (event.type) {
    case 'workspace':
      applyWorkspace(event.workspace);
      return;
    case 'library':
      forgetSpectra(event.changed.map(({ path }) => path));
      mergeEntries(event.changed, event.total);
      return;
    case 'run':
      applyRun(event.run);
      return;
    case 'log':
      addLogLine(event.id, event.line);
      return;
  }
}
