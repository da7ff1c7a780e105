import type { TaskId } from '../task/task.ts';

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

/**
 * Which tasks may run next. Counts in-degrees: every task and every requirement is touched a fixed
 * number of times, however many tasks there are.
 */
export class ReadyQueue {
  readonly #nodes = new Map<TaskId, Node>();
  readonly #queues = new Map<number, Map<string, TaskId[]>>();
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
  take(most: number, fits: (resources: Readonly<Record<string, number>>) => boolean): TaskId[] {
    for (const priority of this.#priorities) {
      for (const [key, queue] of this.#queues.get(priority) ?? []) {
        const first = queue[0];
        if (first === undefined) continue;
        const { task } = this.#node(first);
        if (!fits(task.resources)) continue;
        const taken = queue.splice(0, Math.max(1, Math.min(most, task.largestUnit)));
        for (const id of taken) this.#node(id).state = 'taken';
        this.#ready -= taken.length;
        // An emptied queue goes to the back, so that no family starves the others.
        const queues = this.#queues.get(priority);
        queues?.delete(key);
        if (queue.length > 0) queues?.set(key, queue);
        return taken;
      }
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
    this.#queues.clear();
    this.#priorities = [];
    this.#ready = 0;
    return cancelled;
  }

  /** Ends one task that has not started, if it is here and has not; true if so. */
  cancelOne(id: TaskId): boolean {
    const node = this.#nodes.get(id);
    if (node === undefined || (node.state !== 'pending' && node.state !== 'ready')) return false;
    if (node.state === 'ready') {
      const queue = this.#queues.get(node.task.priority)?.get(node.task.unitKey);
      const index = queue?.indexOf(id) ?? -1;
      if (index >= 0) queue?.splice(index, 1);
      this.#ready -= 1;
    }
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
    const { priority, unitKey, id } = node.task;
    let queues = this.#queues.get(priority);
    if (queues === undefined) {
      queues = new Map();
      this.#queues.set(priority, queues);
      this.#priorities = [...this.#queues.keys()].sort((a, b) => b - a);
    }
    const queue = queues.get(unitKey);
    if (queue === undefined) queues.set(unitKey, [id]);
    else queue.push(id);
    node.state = 'ready';
    this.#ready += 1;
  }

  #node(id: TaskId): Node {
    const node = this.#nodes.get(id);
    if (node === undefined) throw new Error(`task ${id} was never scheduled`);
    return node;
  }
}
