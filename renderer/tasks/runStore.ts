import { create } from 'zustand';
import type { FailureGroup, RunSummary, RunTask, TaskDetail } from '../../core/api/tasks.ts';
import { Problem } from '../../core/problem/problem.ts';
import { reportProblem } from '../components/noticeStore.ts';
import { showToast } from '../components/toastStore.ts';
import { plural } from '../format/number.ts';
import { astra } from '../client/current.ts';
import { loadFamilies, useFamilies } from './familyStore.ts';
import { planNow, resolve } from './formStore.ts';
import { loadHistory } from './historyStore.ts';

export type LogLine = TaskDetail['log'][number];

export interface Failures {
  readonly failed: number;
  readonly groups: readonly FailureGroup[];
}

interface RunState {
  /** Newest first. */
  readonly runs: readonly RunSummary[];
  /** The one task that a run was started for, by run; absent where it was started for several. */
  readonly main: ReadonlyMap<string, RunTask>;
  readonly failures: ReadonlyMap<string, Failures>;
  /** Log lines of tasks that ran while this window was open, by task id. */
  readonly logs: ReadonlyMap<string, readonly LogLine[]>;
  /** Failed tasks of the latest run. */
  readonly failed: number;
}

export const useRuns = create<RunState>(() => ({
  runs: [],
  main: new Map(),
  failures: new Map(),
  logs: new Map(),
  failed: 0,
}));

const LOG_LINES = 500;
/** Tasks whose log lines are kept here; the host has them all. */
const LOGGED_TASKS = 200;
/** A run of more tasks than this is not looked through for the one it was started for. */
const LOOKED_AT = 1000;
const RUNS = 100;

export async function loadRuns(): Promise<void> {
  try {
    const runs = await astra().call('runs.list', {});
    setRuns([...runs].sort((a, b) => b.startedAt.localeCompare(a.startedAt)));
    const [latest] = useRuns.getState().runs;
    if (latest !== undefined) await Promise.all([loadMain(latest), loadFailures(latest)]);
  } catch (error) {
    reportProblem(error);
  }
}

/** What a run was started for, where that is one task. */
async function loadMain({ runId, planned }: RunSummary): Promise<void> {
  if (planned > LOOKED_AT) return;
  const { tasks } = await astra().call('runs.tasks', { runId, offset: 0, limit: LOOKED_AT });
  const [task, another] = tasks.filter(({ requested }) => requested === true);
  if (task === undefined || another !== undefined) return;
  useRuns.setState({ main: new Map(useRuns.getState().main).set(runId, task) });
}

async function loadFailures({ runId, counts }: RunSummary): Promise<void> {
  if (useRuns.getState().failures.get(runId)?.failed === counts.failed || counts.failed === 0)
    return;
  const failures = await astra().call('runs.failures', { runId });
  useRuns.setState({ failures: new Map(useRuns.getState().failures).set(runId, failures) });
}

/** Runs what the form of the family describes, as it was planned. */
export async function runFamily(family: string): Promise<void> {
  try {
    const plan = await planNow(family);
    if (plan === undefined) return; // the form says why
    applyRun(await runPlan(family, plan.plan));
  } catch (error) {
    reportProblem(error);
  }
}

async function runPlan(family: string, plan: string): Promise<RunSummary> {
  try {
    return await astra().call('tasks.run', { plan });
  } catch (error) {
    if (!(error instanceof Problem) || error.code !== 'unknown-plan') throw error;
    await resolve(family); // the host keeps only a few plans: this one is made anew
    const again = await planNow(family);
    if (again === undefined) throw error;
    return astra().call('tasks.run', { plan: again.plan });
  }
}

/** Runs failed tasks again: all, one group, some, or those of which something has changed since. */
export async function retryFailed(
  runId: string,
  which: { readonly changed?: boolean; readonly failure?: string; readonly ids?: string[] },
): Promise<void> {
  try {
    const { run, tasks } = await astra().call('runs.retry', { runId, ...which });
    if (run === null) {
      showToast({
        text:
          which.changed === true
            ? 'Nothing that the failed tasks read has changed since'
            : 'There is nothing to retry',
      });
      return;
    }
    applyRun(run);
    showToast({ text: `Trying ${plural(tasks, 'failed task')} again` });
  } catch (error) {
    reportProblem(error);
  }
}

export async function cancelTask(runId: string, id: string): Promise<void> {
  try {
    applyRun(await astra().call('runs.cancelTask', { runId, id }));
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
  void Promise.all([loadMain(run), loadFailures(run)]).catch(reportProblem);
  if (isActive(run)) return;
  if (before !== undefined && !isActive(before)) return;
  finished(run);
}

/**
 * A run that ended changes what is complete: counts, location line, plan and history. Its last event
 * comes once all of it is recorded.
 */
function finished(run: RunSummary): void {
  // The form on screen may be of another family that uses what this run made.
  const shown = useFamilies.getState().selected;
  const ofForm = shown === null ? [] : [resolve(shown), loadHistory(shown)];
  void Promise.all([loadMain(run), loadFamilies(), ...ofForm]).catch(reportProblem);
}

export function addLogLine(id: string, line: LogLine): void {
  const logs = new Map(useRuns.getState().logs);
  logs.set(id, [...(logs.get(id) ?? []), line].slice(-LOG_LINES));
  const [oldest] = logs.keys();
  if (logs.size > LOGGED_TASKS && oldest !== undefined) logs.delete(oldest);
  useRuns.setState({ logs });
}

function setRuns(runs: readonly RunSummary[]): void {
  useRuns.setState({ runs: runs.slice(0, RUNS), failed: runs[0]?.counts.failed ?? 0 });
}
