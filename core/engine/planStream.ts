import type { Task, TaskId } from '../task/task.ts';
import { throughWrappers } from './throughWrappers.ts';
import { planClosure, type PlanNode, type PlanOptions, type PlanPlaces } from './plan.ts';

/**
 * The closure of what was asked for, requirements before their consumers. Of a large plan only
 * what is to be done is kept node by node; tasks that are complete are counted.
 */
export interface Plan {
  readonly nodes: readonly PlanNode[];
  readonly byId: ReadonlyMap<TaskId, PlanNode>;
  /** Complete tasks that `nodes` does not hold, by family. */
  readonly counted: ReadonlyMap<string, number>;
  /** All tasks of the closure, each once. */
  readonly planned: number;
}

export interface StreamOptions extends PlanOptions {
  /** Keep every node, however many are complete. Default: the first 5,000 of them. */
  readonly keepAll?: boolean;
}

const keptComplete = 5000;
/** Tasks planned together; small enough that no step holds the thread for long. */
const chunkSize = 2000;
/** Chunks under way at once: one read, one at the store, one being looked up on disk. */
const underWay = 4;

/**
 * Plans tasks as they come, a chunk at a time, several chunks under way: while the store looks up
 * one, another is on the disk. Memory grows with what is to be done, and by an id for each task.
 */
export async function streamPlan(
  batches: AsyncIterable<readonly Task[]> | Iterable<readonly Task[]>,
  places: PlanPlaces,
  options: StreamOptions = {},
): Promise<Plan> {
  const collected = new PlanCollector(options.keepAll === true ? Infinity : keptComplete);
  const chunks: Promise<PlanNode[]>[] = [];
  const takeOldest = async (): Promise<void> => {
    const oldest = chunks.shift();
    if (oldest !== undefined) collected.add(await oldest);
  };
  for await (const batch of batches) {
    for (let start = 0; start < batch.length; start += chunkSize) {
      const chunk = planClosure(batch.slice(start, start + chunkSize), places, options);
      chunk.catch(() => undefined); // whoever awaits it in turn hears of it
      chunks.push(chunk);
      if (chunks.length >= underWay) await takeOldest();
    }
  }
  while (chunks.length > 0) await takeOldest();
  return collected.plan();
}

class PlanCollector {
  readonly #keep: number;
  readonly #nodes = new Map<TaskId, PlanNode>();
  readonly #counted = new Map<string, number>();
  /** Ids of tasks that are only counted, with nothing else. */
  readonly #dropped = new Set<TaskId>();
  #complete = 0;

  constructor(keep: number) {
    this.#keep = keep;
  }

  add(nodes: readonly PlanNode[]): void {
    const used = this.#usedByWork(nodes);
    for (const planned of nodes) {
      const { id, task } = planned.node;
      const family = task.family.family;
      const known = this.#nodes.get(id);
      if (known !== undefined) {
        // An earlier chunk had no need of it; this one has.
        if (known.action === 'reuse' && planned.action !== 'reuse') this.#nodes.set(id, planned);
        continue;
      }
      if (planned.action !== 'reuse' || used.has(id)) {
        if (this.#dropped.delete(id)) this.#count(family, -1);
        this.#nodes.set(id, planned);
      } else if (this.#complete < this.#keep) {
        this.#complete += 1;
        this.#nodes.set(id, planned);
      } else if (!this.#dropped.has(id)) {
        this.#dropped.add(id);
        this.#count(family, 1);
      }
    }
  }

  plan(): Plan {
    const nodes = [...this.#nodes.values()];
    return {
      nodes,
      byId: this.#nodes,
      counted: this.#counted,
      planned: nodes.length + this.#dropped.size,
    };
  }

  /** Requirements of what will run are kept: the run asks for their assessments. */
  #usedByWork(nodes: readonly PlanNode[]): Set<TaskId> {
    const used = new Set<TaskId>();
    for (const { action, node } of nodes) {
      if (action !== 'run') continue;
      for (const requirement of node.requirements) used.add(requirement.node.id);
      for (const requirement of throughWrappers(node)) used.add(requirement.node.id);
    }
    return used;
  }

  #count(family: string, change: number): void {
    this.#counted.set(family, (this.#counted.get(family) ?? 0) + change);
  }
}
