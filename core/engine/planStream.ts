import type { Task, TaskId } from '../task/task.ts';
import { IdSet } from './idSet.ts';
import {
  planChunk,
  type PlannedChunk,
  type PlanNode,
  type PlanOptions,
  type PlanPlaces,
} from './plan.ts';
import { throughWrappers } from './throughWrappers.ts';

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
  const chunks: Promise<PlannedChunk>[] = [];
  const takeOldest = async (): Promise<void> => {
    const oldest = chunks.shift();
    if (oldest !== undefined) collected.add(await oldest);
  };
  for await (const batch of batches) {
    for (let start = 0; start < batch.length; start += chunkSize) {
      const chunk = planChunk(batch.slice(start, start + chunkSize), places, options);
      chunk.catch(() => undefined); // whoever awaits it in turn hears of it
      chunks.push(chunk);
      if (chunks.length >= underWay) await takeOldest();
    }
  }
  while (chunks.length > 0) await takeOldest();
  return collected.plan();
}

const nobody: ReadonlySet<TaskId> = new Set();

class PlanCollector {
  readonly #keep: number;
  readonly #nodes = new Map<TaskId, PlanNode>();
  readonly #counted = new Map<string, number>();
  /** Ids of tasks that were only counted when they were first seen. */
  readonly #dropped = new IdSet();
  #complete = 0;

  constructor(keep: number) {
    this.#keep = keep;
  }

  add(chunk: PlannedChunk): void {
    const used = chunk.settled ? nobody : this.#usedByWork(chunk);
    for (const [index, { id, task }] of chunk.tasks.entries()) {
      const family = task.family.family;
      const known = this.#nodes.get(id);
      if (chunk.settled && known !== undefined) continue;
      if (chunk.settled && this.#complete >= this.#keep) {
        if (this.#dropped.add(id)) this.#count(family, 1);
        continue;
      }
      const planned = chunk.node(index);
      if (known !== undefined) {
        // An earlier chunk had no need of it; this one has.
        if (known.action === 'reuse' && planned.action !== 'reuse') this.#nodes.set(id, planned);
        continue;
      }
      if (planned.action !== 'reuse' || used.has(id)) {
        if (this.#dropped.has(id)) this.#count(family, -1);
        this.#nodes.set(id, planned);
      } else if (this.#complete < this.#keep) {
        this.#complete += 1;
        this.#nodes.set(id, planned);
      } else if (this.#dropped.add(id)) this.#count(family, 1);
    }
  }

  plan(): Plan {
    const nodes = [...this.#nodes.values()];
    const counted = [...this.#counted.values()].reduce((sum, count) => sum + count, 0);
    return { nodes, byId: this.#nodes, counted: this.#counted, planned: nodes.length + counted };
  }

  /** Requirements of what will run are kept: the run asks for their assessments. */
  #usedByWork(chunk: PlannedChunk): Set<TaskId> {
    const used = new Set<TaskId>();
    for (let index = 0; index < chunk.tasks.length; index += 1) {
      const { action, node } = chunk.node(index);
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
