import type { TaskDetail } from '../../core/api/tasks.ts';
import type { PlanNode } from '../../core/engine/planning/planNode.ts';
import { describeWhy } from '../../core/engine/planning/why.ts';
import type { TaskState, TaskStatus } from '../../core/engine/status.ts';
import { parameterTexts, type Task } from '../../core/task/task.ts';

/** What a run or a plan knows of a task that has no record: it never completed. */
export function detailOfStatus(status: TaskStatus, task: Task, log: TaskDetail['log']): TaskDetail {
  const { why, seconds, problem } = status;
  return {
    ...unfinished(status.id, task, log),
    state: stateOf(status.state),
    why: problem?.message ?? why,
    seconds,
    ...(problem === undefined ? {} : { problem: { ...problem, where: { ...problem.where } } }),
  };
}

export function detailOfPlanned(planned: PlanNode, log: TaskDetail['log']): TaskDetail {
  const { node, action, why } = planned;
  const here = node.task.family.external && action === 'reuse';
  return {
    ...unfinished(node.id, node.task, log),
    state: action === 'wait' ? 'waiting' : here ? 'complete' : 'never',
    why: describeWhy(why),
  };
}

function unfinished(id: string, task: Task, log: TaskDetail['log']) {
  const { family, values } = task;
  return {
    id,
    family: family.family,
    version: family.version,
    subject: family.subject(values),
    parameters: Object.entries(parameterTexts(task)).map(([name, value]) => ({
      name,
      value,
      significant: family.parameters[name]?.significant ?? true,
    })),
    inputs: [],
    outputs: [],
    finishedAt: null,
    seconds: null,
    log,
  };
}

function stateOf(state: TaskState): TaskDetail['state'] {
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
      return 'complete'; // a source that is here: it has no record of its own
  }
}
