import { useEffect } from 'react';
import { useShortcuts } from '../actions/useShortcuts.ts';
import { NoticeBanner } from '../components/NoticeBanner.tsx';
import { Toaster } from '../components/Toaster.tsx';
import { DropTarget } from '../library/DropTarget.tsx';
import { useWorkspace } from '../workspace/workspaceStore.ts';
import { Welcome } from '../welcome/Welcome.tsx';
import { watchPaneFocus } from './paneFocus.ts';
import { Panes } from './Panes.tsx';
import { Rail } from './Rail.tsx';
import { StatusBar } from './StatusBar.tsx';
import { TopBar } from './TopBar.tsx';
import { viewPanes } from './viewPanes.tsx';
import { useView } from './viewStore.ts';

/** Top bar, rail, panes and status bar; the same for every view. */
export function Frame() {
  useShortcuts();
  useEffect(watchPaneFocus, []);
  const view = useView((state) => state.view);
  const info = useWorkspace((state) => state.info);
  const workspace = useWorkspace((state) => state.workspace);
  const welcome = info !== undefined && workspace === null && view !== 'settings';
  return (
    <div className="app">
      <TopBar />
      <Rail />
      <div className="col" style={{ minHeight: 0, position: 'relative' }}>
        <NoticeBanner />
        {info === undefined ? (
          <main className="main" aria-busy="true" />
        ) : welcome ? (
          <main className="main welcome-main" aria-label="Welcome" data-pane="main" tabIndex={-1}>
            <Welcome />
          </main>
        ) : (
          <Panes key={view} view={view} panes={viewPanes(view)} />
        )}
      </div>
      <StatusBar />
      <DropTarget />
      <Toaster />
    </div>
  );
}
