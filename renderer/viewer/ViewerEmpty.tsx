import { Button, Kbd } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import { openDialog } from '../frame/viewStore.ts';
import { useLibrary } from '../library/libraryStore.ts';
import { openWorkspace, useWorkspace } from '../workspace/workspaceStore.ts';

/** No spectrum is open: where they come from, and the next step. */
export function ViewerEmpty() {
  const total = useLibrary((state) => state.total);
  const sample = useWorkspace((state) => state.workspace?.sample === true);
  return (
    <div className="viewer-empty">
      <div className="drop-card empty">
        <svg width="184" height="64" viewBox="0 0 184 64" fill="none" aria-hidden="true">
          <path d="M4 4v56h176" stroke="var(--line-control)" />
          <path
            d="M12 24l8 3 6-6 6 6 8-3 7 26 8-26 9 3 8-6 8 6 9 1 8 15 9-15 8 1 7-4 8 5 7 22 9-22 8 3 8-2 8 2"
            stroke="var(--fg-2)"
            strokeWidth="1.3"
            strokeDasharray="4 3"
          />
        </svg>
        <h2>{total > 0 ? 'Choose a spectrum' : 'Drop FITS files here'}</h2>
        <p style={{ maxWidth: 400 }}>
          {total > 0 ? 'Click one in the library, or drop FITS files on the window. ' : ''}
          Files are recognised by what is in them, whatever they are called.
        </p>
        <div className="row" style={{ marginTop: 8 }}>
          <Button
            variant="filled"
            leftSection={<IconFile size={16} stroke={1.6} />}
            onClick={() => openDialog('open')}
          >
            Open files&ensp;<Kbd className="kbd-on-accent">Ctrl O</Kbd>
          </Button>
          {!sample && (
            <Button onClick={() => void openWorkspace({ kind: 'sample' })}>
              Open the sample workspace
            </Button>
          )}
        </div>
      </div>
    </div>
  );
}
