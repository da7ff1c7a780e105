import type { PlannedTask } from '../../../core/api/plans.ts';
import type { PlanNode } from '../../../core/engine/planning/planNode.ts';
import { describeWhy } from '../../../core/engine/planning/why.ts';

/** What the engine will do, in the words of the contract: to fetch a file is to run its task. */
export const planActions = { run: 'run', fetch: 'run', reuse: 'reuse', wait: 'wait' } as const;

export function plannedTask({ node, action, why }: PlanNode): PlannedTask {
  const { family, values } = node.task;
  return {
    id: node.id,
    family: family.family,
    action: planActions[action],
    why: describeWhy(why),
    subject: family.subject(values),
  };
}
