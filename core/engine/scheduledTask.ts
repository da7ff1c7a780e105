import type { PlanNode } from './planning/planNode.ts';
import type { Schedulable } from './readyQueue.ts';
import type { TaskStatus } from './status.ts';
import { describeWhy } from './planning/why.ts';

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

/**
 * A planned task as the queue sees it. Tasks of a family may share a unit; where they have a set-up,
 * only those with equal non-batchable parameters, for which it is the same; a task with a time limit is a unit of its own, since the limit counts from its
 * start.
 */
export function schedulable({ node }: PlanNode): Schedulable {
  const { family, values } = node.task;
  const shared = (family.hasSetUp ? family.significantList : [])
    .filter(([, parameter]) => !parameter.batchable)
    .map(([name, { type }]) => {
      const value = values[name];
      return value === null || value === undefined ? '' : type.format(value);
    });
  return {
    id: node.id,
    waitsFor: node.requirements.map((requirement) => requirement.node.id),
    unitKey: [family.family, ...shared].join('\0'),
    largestUnit: family.timeoutSeconds === undefined ? family.largestUnit : 1,
    priority: family.priority,
    resources: family.resources,
  };
}
