import type { RunTask, TaskDetail, TaskState } from '../../core/api/tasks.ts';

/**
 * What a run said of a task that never completed: the engine records complete tasks only, and a
 * failure is what one wants the detail of most. Undefined for a task that did complete.
 */
export function detailOfRun(
  task: RunTask,
  version: string,
  log: TaskDetail['log'],
): TaskDetail | undefined {
  const state = unfinished(task.state);
  if (state === undefined) return undefined;
  const { id, family, subject, why, seconds, problem } = task;
  return {
    id,
    family,
    version,
    subject,
    state,
    why: problem?.message ?? why,
    parameters: [],
    inputs: [],
    outputs: [],
    finishedAt: null,
    seconds,
    ...(problem === undefined ? {} : { problem }),
    log,
  };
}

function unfinished(state: TaskState): TaskDetail['state'] | undefined {
  switch (state) {
    case 'failed':
      return 'failed';
    case 'waiting':
      return 'waiting';
    case 'blocked':
    case 'cancelled':
    case 'queued':
    case 'running':
      return 'never';
    case 'ran':
    case 'reused':
      return undefined;
  }
}
