import { Problem } from '../../core/problem/problem.ts';
import type { Workspace } from '../../core/api/workspace.ts';

export interface WorkspaceChoice {
  /** Workspaces opened before, newest first. */
  readonly recent: readonly { readonly path: string; readonly missing: boolean }[];
  /** The user asked for the sample (`npm start`). */
  readonly sample: boolean;
  readonly openWorkspace: (path: string) => Promise<Workspace>;
  readonly openSample: () => Promise<Workspace>;
}

/**
 * Opens what the user sees first: the workspace of the last time, at the very first start the
 * bundled sample. Returns the problem if it cannot be opened; the page then offers others.
 */
export async function openFirstWorkspace(choice: WorkspaceChoice): Promise<Problem | null> {
  const { recent, sample, openWorkspace, openSample } = choice;
  const last = sample ? undefined : recent.find(({ missing }) => !missing);
  try {
    await (last === undefined ? openSample() : openWorkspace(last.path));
    return null;
  } catch (error) {
    if (error instanceof Problem) return error;
    throw error;
  }
}
