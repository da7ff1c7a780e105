import { create } from 'zustand';
import type { AppInfo, Workspace } from '../../core/api/workspace.ts';
import { astra } from '../client/current.ts';
import { problemText, type ProblemText } from '../client/problemText.ts';
import { clearLibrary, loadLibrary, useLibrary } from '../library/libraryStore.ts';
import { loadFamilies } from '../tasks/familyStore.ts';
import { loadRuns } from '../tasks/runStore.ts';
import { rememberAnswersIn } from '../viewer/curves/answerStore.ts';
import { openSpectrum } from '../viewer/openSpectrum.ts';
import { closeAllTabs, useViewer } from '../viewer/viewerStore.ts';

interface WorkspaceState {
  /** Undefined until the host has answered for the first time. */
  readonly info: AppInfo | undefined;
  readonly workspace: Workspace | null;
  /** Why the last attempt to open a workspace failed. */
  readonly problem: ProblemText | null;
  readonly opening: boolean;
}

export const useWorkspace = create<WorkspaceState>(() => ({
  info: undefined,
  workspace: null,
  problem: null,
  opening: false,
}));

export async function loadAppInfo(): Promise<void> {
  try {
    const info = await astra().call('app.info', {});
    useWorkspace.setState({ info });
    applyWorkspace(info.workspace);
  } catch (error) {
    useWorkspace.setState({ problem: problemText(error) });
  }
}

/** The workspace in force changed, by this face or by another. */
export function applyWorkspace(workspace: Workspace | null): void {
  const before = useWorkspace.getState().workspace;
  useWorkspace.setState({ workspace, problem: null });
  rememberAnswersIn(workspace?.path);
  if (before?.path === workspace?.path) return;
  closeAllTabs();
  clearLibrary();
  if (workspace === null) return;
  void loadLibrary().then(() => showFirstSample(workspace));
  void loadFamilies();
  void loadRuns();
}

/** The sample workspace starts with a spectrum on screen. */
function showFirstSample({ sample, path }: Workspace): void {
  if (!sample || useWorkspace.getState().workspace?.path !== path) return;
  if (useViewer.getState().tabs.length > 0) return;
  const { entries } = useLibrary.getState();
  const first =
    entries.find(({ product }) => product === 'apVisit') ??
    entries.find(({ product }) => product !== null);
  if (first !== undefined) openSpectrum(first.path, { keep: false });
}

export type OpenRequest =
  { readonly kind: 'sample' } | { readonly kind: 'open' | 'create'; readonly path: string };

export async function openWorkspace(request: OpenRequest): Promise<void> {
  useWorkspace.setState({ opening: true, problem: null });
  try {
    applyWorkspace(await requested(request));
    const info = await astra().call('app.info', {});
    useWorkspace.setState({ info });
  } catch (error) {
    useWorkspace.setState({ problem: problemText(error) });
  } finally {
    useWorkspace.setState({ opening: false });
  }
}

function requested(request: OpenRequest): Promise<Workspace> {
  switch (request.kind) {
    case 'sample':
      return astra().call('workspace.openSample', {});
    case 'open':
      return astra().call('workspace.open', { path: request.path });
    case 'create':
      return astra().call('workspace.create', { path: request.path });
  }
}
