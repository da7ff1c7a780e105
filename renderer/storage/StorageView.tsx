import { IconDatabase } from '@tabler/icons-react';
import { NotYet } from '../components/NotYet.tsx';
import { useWorkspace } from '../workspace/workspaceStore.ts';

/** Cleaning up does not exist yet; nothing is ever removed. */
export function StorageView() {
  const path = useWorkspace((state) => state.workspace?.path ?? '');
  return (
    <NotYet
      icon={IconDatabase}
      title="Nothing is cleaned up yet"
      text="A view of what takes how much space, with a clean-up that can be undone, is not part of this version. Until then nothing is ever removed: sources stay in the mirror, each result in a folder of its own."
      commands={[
        { what: 'Size of the results by family', command: `du -h --max-depth=1 ${path}/outputs` },
        { what: 'Size of the mirror', command: `du -sh ${path}/sas` },
      ]}
    />
  );
}
