import type { PlanNode } from './planning/planNode.ts';
import type { Schedulable } from './readyQueue.ts';
import type { TaskStatus } from './status.ts';
import { describeWhy } from './planning/why.ts';
import type { UnitKeys } from './unitKeys.ts';

const states = { run: 'queued', fetch: 'queued', reuse: 'reused', wait: 'waiting' } as const;

/** What is known of a task when its run begins. */
export function initialStatus({ node, action, why, requested }: PlanNode): TaskStatus {
  const { family, values } = node.task;
  return {
    id: node.id,
    family: family.family,
    subject: family.subject(values),
    state: states[action],
    why: describeWhy(why),
    requested,
    outputs: [],
    seconds: null,
  };
}

/** A planned task as the queue sees it. */
export function schedulable({ node }: PlanNode, units: UnitKeys): Schedulable {
  const { family } = node.task;
  return {
    id: node.id,
    waitsFor: node.requirements.map((requirement) => requirement.node.id),
    unitKey: units.of(node.task),
    largestUnit: family.timeoutSeconds === undefined ? family.largestUnit : 1,
    priority: family.priority,
    resources: family.resources,
  };
}
