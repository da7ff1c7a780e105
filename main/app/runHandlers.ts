import type { Handlers } from '../../core/api/dispatcher.ts';
import type { RunSummary } from '../../core/api/tasks.ts';
import type { Run } from '../../core/engine/run.ts';
import type { TaskId } from '../../core/task/task.ts';
import { runSummary } from './runs.ts';
import type { OpenEngine } from './taskHandlers.ts';

type RunHandlers = Pick<
  Handlers,
  | 'runs.list'
  | 'runs.tasks'
  | 'runs.failures'
  | 'runs.retry'
  | 'runs.cancel'
  | 'runs.cancelTask'
  | 'runs.pause'
  | 'runs.resume'
>;

/** Looking at runs and steering them. */
export function runHandlers(current: () => OpenEngine): RunHandlers {
  const steered = async (runId: string, steer: (run: Run) => void): Promise<RunSummary> => {
    const run = current().runs.get(runId);
    if (run.progress().finishedAt === null) steer(run);
    return runSummary(run.progress());
  };
  return {
    'runs.list': async () => current().runs.list(),
    'runs.tasks': async ({ runId, offset, limit, ...which }) =>
      current().runs.tasks(runId, which, offset, limit),
    'runs.failures': async ({ runId }) => current().runs.failures(runId),
    'runs.retry': async ({ runId, ...which }) => current().runs.retry(runId, which),
    'runs.cancel': ({ runId }) => steered(runId, (run) => run.cancel()),
    'runs.cancelTask': ({ runId, id }) =>
      steered(runId, (run) => {
        // An id that is no task's is simply not found.
        const status = run.status(id as TaskId);
        if (status?.state === 'queued' || status?.state === 'running') run.cancelTask(status.id);
      }),
    'runs.pause': ({ runId }) => steered(runId, (run) => run.pause()),
    'runs.resume': ({ runId }) => steered(runId, (run) => run.resume()),
  };
}
