import type { PlanSummary } from '../../../core/api/plans.ts';
import type { Engine } from '../../../core/engine/engine.ts';
import type { Plan } from '../../../core/engine/planning/planNode.ts';
import { countedReasons } from '../../../core/engine/planning/countedReasons.ts';
import { planActions } from './plannedTask.ts';
import { ReasonGroups } from './reasonGroups.ts';
import { inSlices } from './slice.ts';

/** As many as one message and one screen can hold. */
const mostGroups = 300;
const mostNotes = 20;

/** Counts, reasons and about how long, of a plan of any size; never holds the process up. */
export async function summarise(
  engine: Engine,
  plan: Plan,
): Promise<Omit<PlanSummary, 'plan' | 'family' | 'command'>> {
  const groups = new ReasonGroups();
  const counts = { run: 0, reuse: 0, wait: 0 };
  const work = new Map<string, number>();
  await inSlices(plan.nodes, (planned) => {
    groups.add(planned);
    counts[planActions[planned.action]] += 1;
    if (planned.action !== 'run') return;
    const { family } = planned.node.task.family;
    work.set(family, (work.get(family) ?? 0) + 1);
  });
  const unlisted = [...plan.counted.values()].reduce((sum, count) => sum + count, 0);
  const means = await meanSeconds(engine, work.keys());
  const secondsFor = (family: string, tasks: number): number | null => {
    const mean = means.get(family);
    return mean === undefined ? null : (mean * tasks) / engine.workers;
  };
  const parts = [...work].map(([family, tasks]) => secondsFor(family, tasks));
  return {
    planned: plan.planned,
    reused: counts.reuse + unlisted,
    toRun: counts.run,
    waiting: counts.wait,
    blocked: 0,
    estimateSeconds: sum(parts),
    groups: groups
      .list(countedReasons(plan, engine.registry))
      .slice(0, mostGroups)
      .map((group) => ({
        ...group,
        estimateSeconds: group.action === 'run' ? secondsFor(group.family, group.tasks) : null,
      })),
    notes: plan.notes.slice(0, mostNotes),
    moreNotes: Math.max(0, plan.notes.length - mostNotes),
  };
}

/** Null if any part is unknown. */
function sum(parts: readonly (number | null)[]): number | null {
  let total = 0;
  for (const part of parts) {
    if (part === null) return null;
    total += part;
  }
  return total;
}

async function meanSeconds(
  engine: Engine,
  families: Iterable<string>,
): Promise<Map<string, number>> {
  const means = new Map<string, number>();
  for (const family of families) {
    const mean = await engine.store?.meanSeconds(family);
    if (mean !== undefined) means.set(family, mean);
  }
  return means;
}
