import { create } from 'zustand';
import { astra } from '../client/current.ts';
import { openWorkspace } from './workspaceStore.ts';

export type WorkspaceQuestion = 'open' | 'create';

/** The folder that is being asked for in the app's own dialog; null: none. */
export const useAsk = create<{ readonly question: WorkspaceQuestion | null }>(() => ({
  question: null,
}));

/** The system's folder dialog where the host has one, else a field for the path. */
export async function chooseWorkspace(question: WorkspaceQuestion): Promise<void> {
  try {
    const { path } = await astra().call('workspace.choose', {});
    if (path !== null) {
      await openWorkspace({ kind: question, path });
      return;
    }
    const { host } = await astra().call('app.info', {});
    if (host === 'electron') return;
  } catch {
    // Without a dialog the path is typed.
  }
  useAsk.setState({ question });
}

export function askForWorkspace(question: WorkspaceQuestion): void {
  void chooseWorkspace(question);
}
