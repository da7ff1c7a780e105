import { Button } from '@mantine/core';
import { IconDatabase } from '@tabler/icons-react';
import { astraCommand } from '../components/astraCommand.ts';
import { NotYet } from '../components/NotYet.tsx';
import { goTo } from '../frame/viewStore.ts';
import { selectFamily } from '../tasks/familyStore.ts';
import { useWorkspace } from '../workspace/workspaceStore.ts';

/** This screen draws no map of the disk yet; cleaning is a task, and it can be undone. */
export function StorageView() {
  const path = useWorkspace((state) => state.workspace?.path ?? '');
  return (
    <NotYet
      icon={IconDatabase}
      title="The map of the disk is not on this screen yet"
      text="Nothing is cleaned up by itself. CleanIntermediates moves the intermediates of finished results to the trash of the workspace: never a source, never a file that changed since it was recorded. They can be put back, and they can be made again."
      commands={[
        {
          what: 'Clean up behind the results that a batch file names',
          command: astraCommand(path, 'run CleanIntermediates of=Sinusoidal from=targets.csv'),
        },
        { what: 'What is in the trash', command: astraCommand(path, 'trash') },
        { what: 'Put the last clean-up back', command: astraCommand(path, 'undo') },
      ]}
    >
      <Button
        variant="filled"
        onClick={() => {
          selectFamily('CleanIntermediates');
          goTo('tasks');
        }}
      >
        Set up a clean-up
      </Button>
    </NotYet>
  );
}
