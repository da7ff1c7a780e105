import type { TaskId } from '../../task/task.ts';
import { throughWrappers } from '../throughWrappers.ts';
import type { Touched } from './assess.ts';
import { idBytes } from './idLength.ts';
import { IdSet } from './idSet.ts';
import type { PlannedChunk } from './planChunk.ts';
import type { Plan, PlanNode, TouchedTask } from './planNode.ts';

/** Complete tasks that are kept one by one, where not all are wanted. */
export const keptComplete = 1000;

const nobody: ReadonlySet<TaskId> = new Set();

/** Puts planned chunks together, each task once: what is to be done by node, the rest counted. */
export class PlanCollector {
  readonly #keep: number;
  readonly #nodes = new Map<TaskId, PlanNode>();
  readonly #counted = new Map<string, number>();
  readonly #unneeded = new Map<string, number>();
  readonly #touched = new Map<TaskId, TouchedTask>();
  /** Ids of tasks that were only counted when they were first seen. */
  readonly #dropped: IdSet;
  /** Those of them that are not complete, or not here, and that nothing needs. */
  readonly #idle = new IdSet();
  #complete = 0;
  #toDo = 0;

  /** `expected`: how many tasks there will be, about. */
  constructor(keep: number, expected = 0) {
    this.#keep = keep;
    this.#dropped = new IdSet(expected);
  }

  /** Tasks that are to be done, so far. */
  get toDo(): number {
    return this.#toDo;
  }

  /** Whether nodes of complete tasks are still kept; false stays false. */
  get wantsNodes(): boolean {
    return this.#complete < this.#keep;
  }

  get nodes(): ReadonlyMap<TaskId, PlanNode> {
    return this.#nodes;
  }

  get counted(): ReadonlyMap<string, number> {
    return this.#counted;
  }

  /** See `Plan`. */
  get unneeded(): ReadonlyMap<string, number> {
    return this.#unneeded;
  }

  get touched(): TouchedTask[] {
    return [...this.#touched.values()];
  }

  plan(notes: readonly string[] = []): Plan {
    const nodes = [...this.#nodes.values()];
    const unlisted = [...this.#counted.values()].reduce((sum, count) => sum + count, 0);
    return {
      nodes,
      byId: this.#nodes,
      counted: this.#counted,
      unneeded: this.#unneeded,
      planned: nodes.length + unlisted,
      notes,
      touched: this.touched,
    };
  }

  add(chunk: PlannedChunk): void {
    if (chunk.settled && !this.wantsNodes) {
      this.#addCounted(chunk);
      return;
    }
    const used = chunk.settled ? nobody : this.#usedByWork(chunk);
    for (const [index, { id, task }] of chunk.tasks.entries()) {
      const known = this.#nodes.get(id);
      if (chunk.settled && known !== undefined) continue;
      if (chunk.settled && !this.wantsNodes) {
        if (this.#dropped.add(id)) this.#count(task.family.family, 1);
        continue;
      }
      this.#addNode(chunk.node(index), known, used);
    }
  }

  /**
   * Tasks that are known to be complete, before any chunk is added: their ids as 16 bytes each, and the
   * family of each.
   */
  addComplete(ids: Uint8Array, familyOf: (index: number) => string): void {
    const bytes = new DataView(ids.buffer, ids.byteOffset, ids.byteLength);
    const counts = new Map<string, number>();
    for (let index = 0; index * idBytes < ids.length; index += 1) {
      if (!this.#dropped.addBytes(bytes, index * idBytes)) continue;
      const family = familyOf(index);
      counts.set(family, (counts.get(family) ?? 0) + 1);
    }
    this.addDistinct(counts);
  }

  /** The same, by numbers of different tasks; those that will be seen again by their ids, too. */
  addDistinct(counted: ReadonlyMap<string, number>, seenAgain: readonly Uint8Array[] = []): void {
    for (const [family, count] of counted) this.#count(family, count);
    for (const ids of seenAgain) this.#dropped.addAll(ids);
  }

  #addCounted({ tasks }: PlannedChunk): void {
    for (const { id, task } of tasks) {
      if (!this.#nodes.has(id) && this.#dropped.add(id)) this.#count(task.family.family, 1);
    }
  }

  #addNode(planned: PlanNode, known: PlanNode | undefined, used: ReadonlySet<TaskId>): void {
    const { id, task } = planned.node;
    const family = task.family.family;
    if (planned.action === 'run' && known?.action !== 'run') this.#toDo += 1;
    if (planned.assessment.state === 'complete' && planned.action === 'reuse') {
      this.#touch(family, id, planned.assessment.touched);
    }
    if (known !== undefined) {
      // An earlier chunk had no need of it; this one has.
      if (known.action === 'reuse' && planned.action !== 'reuse') this.#nodes.set(id, planned);
    } else if (planned.action !== 'reuse' || used.has(id)) {
      if (this.#dropped.has(id)) this.#count(family, -1);
      if (this.#idle.has(id)) this.#countUnneeded(family, -1);
      this.#nodes.set(id, planned);
    } else if (this.wantsNodes) {
      this.#complete += 1;
      this.#nodes.set(id, planned);
    } else {
      if (this.#dropped.add(id)) this.#count(family, 1);
      const { state } = planned.assessment;
      const idle = state !== 'complete' && state !== 'present';
      if (idle && this.#idle.add(id)) this.#countUnneeded(family, 1);
    }
  }

  #countUnneeded(family: string, change: number): void {
    this.#unneeded.set(family, (this.#unneeded.get(family) ?? 0) + change);
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

  #touch(family: string, id: TaskId, touched: Touched | undefined): void {
    if (touched !== undefined) this.#touched.set(id, { family, id, touched });
  }

  #count(family: string, change: number): void {
    this.#counted.set(family, (this.#counted.get(family) ?? 0) + change);
  }
}
