import type { Registry } from '../../task/registry.ts';
import type { Plan } from './planNode.ts';
import { describeWhy, whyComplete } from './why.ts';

/** Tasks of a family that have the same reason, in words. */
export interface CountedReason {
  readonly family: string;
  readonly why: string;
  readonly tasks: number;
}

/** Reasons of the tasks that a plan only counts, in words, with how many have each. */
export function countedReasons(
  { counted, unneeded }: Pick<Plan, 'counted' | 'unneeded'>,
  registry: Registry,
): CountedReason[] {
  return [...counted].flatMap(([family, tasks]) => {
    const idle = unneeded.get(family) ?? 0;
    return [
      { family, why: describeWhy(whyComplete(registry.get(family))), tasks: tasks - idle },
      { family, why: describeWhy({ kind: 'not-needed' }), tasks: idle },
    ].filter((reason) => reason.tasks > 0);
  });
}
