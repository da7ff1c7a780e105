import { Button } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { astraCommand } from '../components/astraCommand.ts';
import { NotYet } from '../components/NotYet.tsx';
import { openDialog } from '../frame/viewStore.ts';
import { useWorkspace } from '../workspace/workspaceStore.ts';

/** This screen fetches nothing yet; the command line does, and what it brings appears here. */
export function SyncView() {
  const path = useWorkspace((state) => state.workspace?.path ?? '');
  const sync = 'sync --release DR17 --telescope apo25m --field 000+14';
  return (
    <NotYet
      icon={IconDownload}
      title="Fields are not fetched from this screen yet"
      text="The command line brings a field from the Science Archive Server into the mirror of this workspace: it says what exists, what is here and what is new, verifies each file for which the archive publishes a checksum, and carries on where it was interrupted. What it brings appears in the library the next time this workspace is opened."
      commands={[
        {
          what: 'What a field holds, and how much of it is new',
          command: astraCommand(path, `${sync} --dry-run`),
        },
        { what: 'Bring it here', command: astraCommand(path, sync) },
        {
          what: 'Where a file belongs that you have already (below the sas folder of the workspace)',
          command:
            'astra path apVisit --release DR17 telescope=apo25m field=M67 plate=5940 mjd=56780 fiber=1',
        },
      ]}
    >
      <Button variant="filled" onClick={() => openDialog('open')}>
        Open files
      </Button>
    </NotYet>
  );
}
