import type { PlanFilter, PlanPage } from '../../../core/api/plans.ts';
import type { Plan, PlanNode } from '../../../core/engine/planning/planNode.ts';
import { plannedTask, planActions } from './plannedTask.ts';
import { inSlices } from './slice.ts';

/** Pages of a plan; what passes the last filter is found once, and every page of it is a slice. */
export class PlanPages {
  readonly #plan: Plan;
  #found: { readonly filter: string; readonly nodes: Promise<readonly PlanNode[]> } | undefined;

  constructor(plan: Plan) {
    this.#plan = plan;
  }

  /** `explain` finds the reasons that were too costly to find for all tasks of a large plan. */
  async page(
    filter: PlanFilter,
    offset: number,
    limit: number,
    explain: (nodes: readonly PlanNode[]) => Promise<void>,
  ): Promise<PlanPage> {
    const nodes = await this.#nodes(filter);
    const { counted } = this.#plan;
    const shown = nodes.slice(offset, offset + limit);
    await explain(shown);
    const tasks = shown.map(plannedTask);
    return { total: nodes.length, tasks, unlisted: unlistedOf(filter, counted) };
  }

  #nodes(filter: PlanFilter): Promise<readonly PlanNode[]> {
    const key = JSON.stringify([filter.action, filter.family, filter.text]);
    if (this.#found?.filter !== key) {
      this.#found = { filter: key, nodes: filtered(this.#plan.nodes, filter) };
    }
    return this.#found.nodes;
  }
}

async function filtered(
  nodes: readonly PlanNode[],
  { action, family, text }: PlanFilter,
): Promise<readonly PlanNode[]> {
  const words = text.toLowerCase().split(/\s+/).filter(Boolean);
  if (action === undefined && family === undefined && words.length === 0) return nodes;
  const found: PlanNode[] = [];
  await inSlices(nodes, (planned) => {
    if (action !== undefined && planActions[planned.action] !== action) return;
    if (family !== undefined && planned.node.task.family.family !== family) return;
    if (words.length === 0 || hasWords(planned, words)) found.push(planned);
  });
  return found;
}

function hasWords(planned: PlanNode, words: readonly string[]): boolean {
  const { subject, id, why } = plannedTask(planned);
  const text = `${subject} ${id} ${why}`.toLowerCase();
  return words.every((word) => text.includes(word));
}

function unlistedOf(filter: PlanFilter, counted: ReadonlyMap<string, number>): number {
  if (filter.action !== undefined && filter.action !== 'reuse') return 0;
  if (filter.family !== undefined) return counted.get(filter.family) ?? 0;
  return [...counted.values()].reduce((sum, count) => sum + count, 0);
}
