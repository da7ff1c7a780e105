import { create } from 'zustand';
import type { TaskDetail } from '../../core/api/tasks.ts';
import { astra } from '../client/current.ts';
import { problemText, type ProblemText } from '../client/problemText.ts';
import { detailOfRun } from './detailOfRun.ts';
import { familyByName } from './familyStore.ts';
import { useRuns } from './runStore.ts';

interface DetailState {
  /** Null: the drawer is closed. */
  readonly id: string | null;
  readonly detail: TaskDetail | null;
  readonly problem: ProblemText | null;
}

export const useDetail = create<DetailState>(() => ({ id: null, detail: null, problem: null }));

/** Opens the drawer; the detail of the task before stays until the next one is here. */
export async function showDetail(id: string): Promise<void> {
  useDetail.setState({ id, problem: null });
  await fill(id, () => astra().call('tasks.detail', { id }));
}

export function closeDetail(): void {
  useDetail.setState({ id: null, detail: null, problem: null });
}

/** "This change is harmless": the outputs count as up to date from now on. */
export async function acceptTask(id: string): Promise<void> {
  await fill(id, () => astra().call('tasks.accept', { id }));
}

async function fill(id: string, ask: () => Promise<TaskDetail>): Promise<void> {
  try {
    const detail = await ask();
    if (useDetail.getState().id === id) useDetail.setState({ detail, problem: null });
  } catch (error) {
    if (useDetail.getState().id !== id) return;
    const known = knownFromRuns(id);
    if (known === undefined) useDetail.setState({ detail: null, problem: problemText(error) });
    else useDetail.setState({ detail: known, problem: null });
  }
}

function knownFromRuns(id: string): TaskDetail | undefined {
  const { runs, tasks, logs } = useRuns.getState();
  for (const { runId } of runs) {
    const task = tasks.get(runId)?.get(id);
    if (task === undefined) continue;
    const version = familyByName(task.family)?.version ?? '';
    return detailOfRun(task, version, [...(logs.get(id) ?? [])]);
  }
  return undefined;
}
