import { Button } from '@mantine/core';
import { IconFile } from '@tabler/icons-react';
import type { ProblemText } from '../client/problemText.ts';
import { openDialog } from '../frame/viewStore.ts';
import { useWorkspace } from '../workspace/workspaceStore.ts';
import { loadLibrary, setFilter } from './libraryStore.ts';

interface LibraryEmptyProps {
  readonly filtered: boolean;
  readonly loading: boolean;
  readonly problem: ProblemText | undefined;
}

/** The sidebar's own words for an empty list: why, and the next step. */
export function LibraryEmpty({ filtered, loading, problem }: LibraryEmptyProps) {
  const path = useWorkspace((state) => state.workspace?.path ?? '');
  if (loading) return <div className="scroll" aria-busy="true" />;
  return (
    <div className="empty small" style={{ flex: 1, padding: 16 }}>
      {problem !== undefined ? (
        <>
          <strong>The library could not be read</strong>
          <span>{problem.title}</span>
          <Button size="sm" onClick={() => void loadLibrary()}>
            Try again
          </Button>
        </>
      ) : filtered ? (
        <>
          <strong>Nothing matches</strong>
          <span>No file fits this filter.</span>
          <Button size="sm" onClick={() => setFilter('')}>
            Clear the filter
          </Button>
        </>
      ) : (
        <>
          <strong>No spectra yet</strong>
          <span>
            The mirror{' '}
            <span className="mono" style={{ overflowWrap: 'anywhere' }}>
              {path}/sas
            </span>{' '}
            holds no files. They appear here as soon as they arrive.
          </span>
          <Button
            size="sm"
            leftSection={<IconFile size={14} stroke={1.6} />}
            onClick={() => openDialog('open')}
          >
            Open files
          </Button>
        </>
      )}
    </div>
  );
}
