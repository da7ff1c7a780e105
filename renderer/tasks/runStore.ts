import { create } from 'zustand';
import type { RunSummary, RunTask, TaskDetail } from '../../core/api/tasks.ts';
import { reportProblem } from '../components/noticeStore.ts';
import { astra } from '../client/current.ts';
import { loadFamilies, useFamilies } from './familyStore.ts';
import { formOf, resolve } from './formStore.ts';
import { loadHistory } from './historyStore.ts';

export type LogLine = TaskDetail['log'][number];

interface RunState {
  /** Newest first. */
  readonly runs: readonly RunSummary[];
  readonly tasks: ReadonlyMap<string, ReadonlyMap<string, RunTask>>;
  /** Log lines of tasks that ran while this window was open, by task id. */
  readonly logs: ReadonlyMap<string, readonly LogLine[]>;
  /** Failed tasks of the latest run. */
  readonly failed: number;
}

export const useRuns = create<RunState>(() => ({
  runs: [],
  tasks: new Map(),
  logs: new Map(),
  failed: 0,
}));

const LOG_LINES = 500;
const TASKS_SHOWN = 200;

export async function loadRuns(): Promise<void> {
  try {
    const runs = await astra().call('runs.list', {});
    setRuns([...runs].sort((a, b) => b.startedAt.localeCompare(a.startedAt)));
    const [latest] = useRuns.getState().runs;
    if (latest !== undefined) await loadTasks(latest.runId);
  } catch (error) {
    reportProblem(error);
  }
}

async function loadTasks(runId: string): Promise<void> {
  const page = await astra().call('runs.tasks', { runId, offset: 0, limit: TASKS_SHOWN });
  applyTasks(runId, page.tasks);
}

/** Runs what the form of the family describes. */
export async function runFamily(family: string): Promise<void> {
  try {
    applyRun(await astra().call('tasks.run', { family, params: formOf(family).texts }));
  } catch (error) {
    reportProblem(error);
  }
}

export async function controlRun(
  runId: string,
  order: 'cancel' | 'pause' | 'resume',
): Promise<void> {
  try {
    applyRun(await astra().call(`runs.${order}`, { runId }));
  } catch (error) {
    reportProblem(error);
  }
}

export function isActive({ state }: RunSummary): boolean {
  return state === 'planning' || state === 'running' || state === 'paused';
}

/** The run that is going on, if any. */
export function activeRun(): RunSummary | undefined {
  return useRuns.getState().runs.find(isActive);
}

export function applyRun(run: RunSummary): void {
  const { runs } = useRuns.getState();
  const before = runs.find(({ runId }) => runId === run.runId);
  // The reply to `tasks.run` may come after the event that the run has ended.
  if (before !== undefined && !isActive(before) && isActive(run)) return;
  setRuns(before === undefined ? [run, ...runs] : runs.map((old) => (old === before ? run : old)));
  if (isActive(run)) return;
  if (before !== undefined && !isActive(before)) return;
  finished(run);
}

/** The last records of a run are written together, a moment after its last event (ms). */
const SETTLED = 500;

/** A run that ended changes what is complete: counts, location line, plan and history. */
function finished(run: RunSummary): void {
  const refresh = () => {
    // The form on screen may be of another family that uses what this run made.
    const shown = useFamilies.getState().selected ?? run.family;
    const parts = [loadTasks(run.runId), loadFamilies(), resolve(shown), loadHistory(shown)];
    void Promise.all(parts).catch(reportProblem);
  };
  refresh();
  setTimeout(refresh, SETTLED);
}

export function applyTasks(runId: string, changed: readonly RunTask[]): void {
  const tasks = new Map(useRuns.getState().tasks);
  const ofRun = new Map(tasks.get(runId));
  for (const task of changed) ofRun.set(task.id, task);
  tasks.set(runId, ofRun);
  useRuns.setState({ tasks });
}

export function addLogLine(id: string, line: LogLine): void {
  const logs = new Map(useRuns.getState().logs);
  logs.set(id, [...(logs.get(id) ?? []), line].slice(-LOG_LINES));
  useRuns.setState({ logs });
}

function setRuns(runs: readonly RunSummary[]): void {
  useRuns.setState({ runs, failed: runs[0]?.counts.failed ?? 0 });
}
