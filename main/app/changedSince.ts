import { statSync } from 'node:fs';
import { outputFolder } from '../../core/engine/outputFolder.ts';
import { findSource } from '../../core/engine/source.ts';
import { throughWrappers } from '../../core/engine/throughWrappers.ts';
import type { ResolvedTask } from '../../core/task/identity.ts';
import type { Workspace } from '../../core/workspace/workspace.ts';

/** When a run began and ended, in milliseconds since 1970. */
export interface RunTimes {
  readonly began: number;
  readonly ended: number;
}

/**
 * Whether something that a task rests on is newer than a run in which it failed: a source that
 * came or changed since the run began, a requirement that was made after the run had ended.
 */
export function changedSince(task: ResolvedTask, run: RunTimes, workspace: Workspace): boolean {
  const rests = [task, ...throughWrappers(task).map(({ node }) => node)];
  return rests.some((node) => {
    const { family, values } = node.task;
    const location = family.source(values);
    if (location !== undefined) {
      const found = findSource(location, workspace);
      return found !== undefined && changedAt(found.path) > run.began;
    }
    if (node === task) return false;
    return changedAt(outputFolder(workspace.layout.outputs, family.family, node.id)) > run.ended;
  });
}

/** The inode's time too: a file that was put in place may carry an old time of its own. */
function changedAt(path: string): number {
  const stats = statSync(path, { throwIfNoEntry: false });
  return stats === undefined ? -Infinity : Math.max(stats.mtimeMs, stats.ctimeMs);
}
