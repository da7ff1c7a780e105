import {
  IconAlertTriangle,
  IconCpu,
  IconFolder,
  IconLoader2,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import { useConnection } from '../client/connectionStore.ts';
import { plural } from '../format/number.ts';
import { useLibrary } from '../library/libraryStore.ts';
import { RunProgress } from '../tasks/RunProgress.tsx';
import { useWorkspace } from '../workspace/workspaceStore.ts';

/** Workspace, executor, the running job; on the right what is out of order, calmly. */
export function StatusBar() {
  const info = useWorkspace((state) => state.info);
  const workspace = useWorkspace((state) => state.workspace);
  const connection = useConnection((state) => state.connection);
  const broken = useLibrary(
    (state) => state.entries.filter((entry) => entry.problem !== undefined).length,
  );
  return (
    <footer className="statusbar" aria-label="Status">
      <span className={workspace === null ? 'row' : 'row mono'} style={{ gap: 4 }}>
        <IconFolder size={12} stroke={1.6} aria-hidden />
        <span className="clip">{workspace?.path ?? 'no workspace open'}</span>
      </span>
      {workspace !== null && info !== undefined && (
        <span className="row wide-only" style={{ gap: 4 }}>
          <IconCpu size={12} stroke={1.6} aria-hidden />
          Local pool, {plural(info.workers, 'worker')}
        </span>
      )}
      <RunProgress />
      <span className="sep" />
      {workspace?.readOnly !== undefined && (
        <span className="row" style={{ gap: 4 }} title={workspace.readOnly}>
          <IconAlertTriangle size={12} stroke={1.6} aria-hidden />
          Read only
        </span>
      )}
      <span role="status" className="row" style={{ gap: 4 }}>
        {connection === 'lost' && (
          <>
            <IconPlugConnectedX size={12} stroke={1.6} aria-hidden />
            The engine does not answer; trying again
          </>
        )}
        {connection === 'connecting' && (
          <>
            <IconLoader2 size={12} stroke={1.6} className="spin" aria-hidden />
            Connecting
          </>
        )}
      </span>
      {broken > 0 && (
        <span className="row" style={{ gap: 4 }}>
          <IconAlertTriangle size={12} stroke={1.6} aria-hidden />
          {plural(broken, 'file')} not recognised
        </span>
      )}
    </footer>
  );
}
