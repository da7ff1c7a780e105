import type { TaskId } from '../task/task.ts';
import { Fifo } from './fifo.ts';

/** A task as the scheduler sees it. */
export interface Schedulable {
  readonly id: TaskId;
  /** Ids of requirements that are not complete yet; each counts once. */
  readonly waitsFor: readonly TaskId[];
  /** Tasks with equal keys may run as one unit. */
  readonly unitKey: string;
  readonly largestUnit: number;
  /** Higher first; equal ones in the order they were added. */
  readonly priority: number;
  readonly resources: Readonly<Record<string, number>>;
}

interface Node {
  readonly task: Schedulable;
  missing: number;
  readonly consumers: TaskId[];
  state: 'pending' | 'ready' | 'taken' | 'ended';
}

/** Ready tasks that may run together. */
interface Group {
  readonly key: string;
  readonly ids: Fifo<TaskId>;
}

/** Groups that want the same resources: one look says whether any of them fits. */
interface Lane {
  readonly groups: Map<string, Group>;
  /** The groups in turn. */
  readonly order: Fifo<Group>;
}

type Amounts = Readonly<Record<string, number>>;

/**
 * Which tasks may run next. Counts in-degrees: every task and every requirement is touched a fixed
 * number of times, however many tasks there are.
 */
export class ReadyQueue {
  readonly #nodes = new Map<TaskId, Node>();
  readonly #lanes = new Map<number, Map<Amounts, Lane>>();
  #priorities: number[] = [];
  #ready = 0;
  #open = 0;

  /** Tasks that can start now. */
  get ready(): number {
    return this.#ready;
  }

  /** Tasks that have not ended. */
  get open(): number {
    return this.#open;
  }

  /** Requirements must be added before or in the same call; others count as complete. */
  add(tasks: readonly Schedulable[]): void {
    for (const task of tasks) {
      this.#nodes.set(task.id, { task, missing: 0, consumers: [], state: 'pending' });
    }
    this.#open += tasks.length;
    for (const task of tasks) {
      const node = this.#node(task.id);
      for (const id of new Set(task.waitsFor)) {
        const requirement = this.#nodes.get(id);
        if (requirement === undefined || requirement.state === 'ended') continue;
        requirement.consumers.push(task.id);
        node.missing += 1;
      }
      if (node.missing === 0) this.#enqueue(node);
    }
  }

  /**
   * Takes up to `most` tasks that may run together and whose resources fit, or none. A unit holds
   * the resources of one member: members run one after the other.
   */
  take(most: number, fits: (resources: Amounts) => boolean): TaskId[] {
    for (const priority of this.#priorities) {
      const lanes = this.#lanes.get(priority) ?? new Map<Amounts, Lane>();
      for (const [amounts, lane] of lanes) {
        if (lane.order.length === 0 || !fits(amounts)) continue;
        const taken = this.#takeFrom(lane, most);
        if (taken.length === 0) continue;
        // To the back, so that no family starves the others.
        lanes.delete(amounts);
        lanes.set(amounts, lane);
        return taken;
      }
    }
    return [];
  }

  /** From the lane's next group that has ready tasks; what was cancelled meanwhile is dropped. */
  #takeFrom(lane: Lane, most: number): TaskId[] {
    for (let group = lane.order.shift(); group !== undefined; group = lane.order.shift()) {
      const taken: TaskId[] = [];
      let largest = most;
      while (group.ids.length > 0 && taken.length < Math.max(1, largest)) {
        const id = group.ids.shift();
        const node = id === undefined ? undefined : this.#node(id);
        if (id === undefined || node?.state !== 'ready') continue;
        node.state = 'taken';
        largest = Math.min(most, node.task.largestUnit);
        taken.push(id);
      }
      if (group.ids.length > 0) lane.order.push(group);
      else lane.groups.delete(group.key);
      this.#ready -= taken.length;
      if (taken.length > 0) return taken;
    }
    return [];
  }

  /** The task is complete; whoever waited only for it becomes ready. */
  complete(id: TaskId): void {
    const node = this.#end(id);
    for (const consumer of node.consumers) {
      const waiting = this.#node(consumer);
      waiting.missing -= 1;
      if (waiting.missing === 0 && waiting.state === 'pending') this.#enqueue(waiting);
    }
  }

  /** The task will not be complete; returns everything that this blocks, directly or not. */
  fail(id: TaskId): TaskId[] {
    const blocked: TaskId[] = [];
    const stack = [...this.#end(id).consumers];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const node = this.#node(next);
      if (node.state === 'ended') continue;
      stack.push(...this.#end(next).consumers);
      blocked.push(next);
    }
    return blocked;
  }

  /** Back in the queue, to be tried again. */
  putBack(id: TaskId): void {
    this.#enqueue(this.#node(id));
  }

  /** The task turned out to need others that are not complete yet; it waits for them. */
  waitFor(id: TaskId, requirements: readonly TaskId[]): void {
    const node = this.#node(id);
    node.state = 'pending';
    for (const requirement of requirements) {
      const known = this.#nodes.get(requirement);
      if (known === undefined || known.state === 'ended') continue;
      known.consumers.push(id);
      node.missing += 1;
    }
    if (node.missing === 0) this.#enqueue(node);
  }

  /** Ends everything that has not started; returns it. */
  cancelPending(): TaskId[] {
    const cancelled: TaskId[] = [];
    for (const [id, node] of this.#nodes) {
      if (node.state === 'pending' || node.state === 'ready') {
        node.state = 'ended';
        cancelled.push(id);
      }
    }
    this.#open -= cancelled.length;
    this.#lanes.clear();
    this.#priorities = [];
    this.#ready = 0;
    return cancelled;
  }

  /** Ends one task that has not started, if it is here and has not; true if so. */
  cancelOne(id: TaskId): boolean {
    const node = this.#nodes.get(id);
    if (node === undefined || (node.state !== 'pending' && node.state !== 'ready')) return false;
    if (node.state === 'ready') this.#ready -= 1;
    node.state = 'pending';
    return true;
  }

  #end(id: TaskId): Node {
    const node = this.#node(id);
    if (node.state !== 'ended') this.#open -= 1;
    node.state = 'ended';
    return node;
  }

  #enqueue(node: Node): void {
    const { unitKey, id } = node.task;
    const lane = this.#laneOf(node.task);
    let group = lane.groups.get(unitKey);
    if (group === undefined) {
      group = { key: unitKey, ids: new Fifo() };
      lane.groups.set(unitKey, group);
      lane.order.push(group);
    }
    group.ids.push(id);
    node.state = 'ready';
    this.#ready += 1;
  }

  #laneOf({ priority, resources }: Schedulable): Lane {
    let lanes = this.#lanes.get(priority);
    if (lanes === undefined) {
      lanes = new Map();
      this.#lanes.set(priority, lanes);
      this.#priorities = [...this.#lanes.keys()].sort((a, b) => b - a);
    }
    let lane = lanes.get(resources);
    if (lane === undefined) {
      lane = { groups: new Map(), order: new Fifo() };
      lanes.set(resources, lane);
    }
    return lane;
  }

  #node(id: TaskId): Node {
    const node = this.#nodes.get(id);
    if (node === undefined) throw new Error(`task ${id} was never scheduled`);
    return node;
  }
}
