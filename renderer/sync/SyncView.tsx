import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { NotYet } from '../components/NotYet.tsx';
import { openDialog } from '../frame/viewStore.ts';
import { useWorkspace } from '../workspace/workspaceStore.ts';

/** Fetching from the archive does not exist yet; files that are already here work. */
export function SyncView() {
  const path = useWorkspace((state) => state.workspace?.path ?? '');
  return (
    <NotYet
      icon={IconDownload}
      title="Nothing to sync with yet"
      text="Fetching fields from the Science Archive Server is not part of this version, and nothing here contacts the network. Files that you downloaded are found in the mirror if they lie where the archive keeps them; others can simply be dropped on the window."
      commands={[
        {
          what: 'Where a file belongs in the mirror',
          command:
            'astra path apVisit release=DR17 telescope=apo25m field=M67 plate=5940 mjd=56780 fiber=1',
        },
        { what: 'The mirror of this workspace', command: `${path}/sas` },
      ]}
    >
      <Button variant="filled" onClick={() => openDialog('open')}>
        Open files
      </Button>
    </NotYet>
  );
}
