import { create } from 'zustand';
import type { TaskDetail } from '../../core/api/tasks.ts';
import { astra } from '../client/current.ts';
import { problemText, type ProblemText } from '../client/problemText.ts';
import { useFamilies } from './familyStore.ts';
import { resolve } from './formStore.ts';

interface DetailState {
  /** Null: the drawer is closed. */
  readonly id: string | null;
  readonly detail: TaskDetail | null;
  readonly problem: ProblemText | null;
  /** Goes to the neighbour in the list behind; null: it was opened from nowhere in particular. */
  readonly step: ((by: 1 | -1) => void) | null;
}

const closed: DetailState = { id: null, detail: null, problem: null, step: null };

export const useDetail = create<DetailState>(() => closed);

/** Opens the drawer; the detail of the task before stays until the next one is here. */
export async function showDetail(id: string, step: DetailState['step'] = null): Promise<void> {
  useDetail.setState({ id, problem: null, step });
  await fill(id, () => astra().call('tasks.detail', { id }));
}

export function closeDetail(): void {
  useDetail.setState(closed);
}

/** "This change is harmless": the outputs count as up to date from now on. */
export async function acceptTask(id: string): Promise<void> {
  await fill(id, () => astra().call('tasks.accept', { id }));
  const { selected } = useFamilies.getState();
  if (selected !== null) await resolve(selected); // the plan has less to do now
}

async function fill(id: string, ask: () => Promise<TaskDetail>): Promise<void> {
  try {
    const detail = await ask();
    if (useDetail.getState().id === id) useDetail.setState({ detail, problem: null });
  } catch (error) {
    if (useDetail.getState().id !== id) return;
    useDetail.setState({ detail: null, problem: problemText(error) });
  }
}
