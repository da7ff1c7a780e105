import { LibraryPane } from '../library/LibraryPane.tsx';
import { ResultsView } from '../results/ResultsView.tsx';
import { SettingsView } from '../settings/SettingsView.tsx';
import { StorageView } from '../storage/StorageView.tsx';
import { SyncView } from '../sync/SyncView.tsx';
import { FamilyBrowser } from '../tasks/FamilyBrowser.tsx';
import { TasksView } from '../tasks/TasksView.tsx';
import { ViewerInspector } from '../viewer/ViewerInspector.tsx';
import { ViewerView } from '../viewer/ViewerView.tsx';
import type { ViewPanes } from './Panes.tsx';
import type { ViewName } from './viewStore.ts';

/** What each view puts where. */
export function viewPanes(view: ViewName): ViewPanes {
  switch (view) {
    case 'viewer':
      return {
        title: 'Viewer',
        main: <ViewerView />,
        sidebar: { title: 'Library', size: 256, content: <LibraryPane /> },
        inspector: { title: 'Inspector', size: 288, content: <ViewerInspector /> },
      };
    case 'tasks':
      return {
        title: 'Tasks',
        main: <TasksView />,
        sidebar: { title: 'Task families', size: 232, content: <FamilyBrowser /> },
      };
    case 'results':
      return { title: 'Results', main: <ResultsView /> };
    case 'sync':
      return { title: 'Sync', main: <SyncView /> };
    case 'storage':
      return { title: 'Storage', main: <StorageView /> };
    case 'settings':
      return { title: 'Settings', main: <SettingsView /> };
  }
}
