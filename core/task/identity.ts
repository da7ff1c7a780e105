import { createHash, hash } from 'node:crypto';
import { isTask, listRequirements, type NamedRequirement, type Task, type TaskId } from './task.ts';
import { Problem } from '../problem/problem.ts';

/**
 * Identity of tasks (see docs/identity.md). An id is the first 128 bits, in hexadecimal, of
 *
 *     SHA-256( "astra-task-1" NUL key ( NUL NUL name NUL id )* )
 *
 * over UTF-8, where `key` is `Family@major.minor` and the canonical significant parameters (see
 * `task.ts`), followed by the ids of the static requirements with the names they were given, in
 * order of name and then id. With 128 bits, a billion tasks share an id with a probability of
 * about 1.5e-21 (birthday bound n²/2^129).
 */
export function idOf(key: string, requirements: readonly { name: string; id: TaskId }[]): TaskId {
  let text = `astra-task-1\0${key}`;
  if (requirements.length > 0) {
    const parts = requirements.map(({ name, id }) => `\0\0${name}\0${id}`);
    if (parts.length > 1) parts.sort();
    text += parts.join('');
  }
  return sha256Hex(text).slice(0, 32) as TaskId;
}

/** `idOf` of one unnamed requirement. */
function idOfOne(key: string, id: TaskId): TaskId {
  return sha256Hex(`astra-task-1\0${key}\0\0\0${id}`).slice(0, 32) as TaskId;
}

/** One call where Node has it (≥ 20.12): three times quicker than a hash object for short texts. */
const sha256Hex: (text: string) => string =
  typeof hash === 'function'
    ? (text) => hash('sha256', text, 'hex')
    : (text) => createHash('sha256').update(text).digest('hex');

/** A task with its id and those of its requirements. */
export interface ResolvedTask {
  readonly task: Task;
  readonly id: TaskId;
  readonly requirements: readonly ResolvedRequirement[];
}

export interface ResolvedRequirement {
  readonly name: string;
  readonly node: ResolvedTask;
}

interface Frame {
  readonly task: Task;
  readonly pending: readonly NamedRequirement[];
  readonly done: ResolvedRequirement[];
}

/**
 * Resolves tasks to ids by expanding their requirements, each key once, on an explicit stack: the
 * depth is bounded by memory, not by the call stack. Keep one expander for a plan; it remembers
 * what it has seen.
 */
export class Expander {
  readonly #known = new Map<string, ResolvedTask>();
  readonly #most: number;

  /** `most`: tasks after which `tryExpand` gives up. */
  constructor(most = Infinity) {
    this.#most = most;
  }

  /** Distinct tasks seen so far. */
  get size(): number {
    return this.#known.size;
  }

  /** Every task seen so far, requirements before their consumers. */
  tasks(): IterableIterator<ResolvedTask> {
    return this.#known.values();
  }

  /** @throws Problem `cycle`, naming the members in order */
  expand(root: Task): ResolvedTask {
    const resolved = this.tryExpand(root);
    if (resolved === undefined) throw new RangeError(`more than ${this.#most} tasks`);
    return resolved;
  }

  /**
   * The same; undefined where there are more tasks than this expander takes.
   *
   * @throws Problem `cycle`, naming the members in order
   */
  tryExpand(root: Task): ResolvedTask | undefined {
    const seen = this.#known.get(root.key);
    if (seen !== undefined) return seen;
    const required = root.family.requires(root.values);
    if (required === undefined) return this.#leaf(root);
    if (isTask(required)) {
      const node = this.#known.get(required.key) ?? this.#ifLeaf(required);
      if (node !== undefined) return this.#overOne(root, node);
    }
    const open = new Set<string>();
    const stack: Frame[] = [{ task: root, pending: listRequirements(required), done: [] }];
    open.add(root.key);
    for (;;) {
      const frame = stack[stack.length - 1];
      if (frame === undefined) throw new Error('the expansion lost its root');
      if (this.#known.size + stack.length + frame.pending.length > this.#most) return undefined;
      const next = frame.pending[frame.done.length];
      if (next === undefined) {
        const node = resolve(frame);
        this.#known.set(frame.task.key, node);
        open.delete(frame.task.key);
        stack.pop();
        if (stack.length === 0) return node;
        continue;
      }
      const node = this.#known.get(next.task.key) ?? this.#ifLeaf(next.task);
      if (node !== undefined) {
        frame.done.push({ name: next.name, node });
      } else if (open.has(next.task.key)) {
        throw cycle(stack, next.task);
      } else {
        stack.push(frameOf(next.task));
        open.add(next.task.key);
      }
    }
  }

  #leaf(task: Task): ResolvedTask {
    const leaf = { task, id: idOf(task.key, []), requirements: noRequirements };
    this.#known.set(task.key, leaf);
    return leaf;
  }

  /** Most tasks require sources, and those nothing: no need of the stack. */
  #ifLeaf(task: Task): ResolvedTask | undefined {
    return task.family.requires(task.values) === undefined ? this.#leaf(task) : undefined;
  }

  #overOne(task: Task, node: ResolvedTask): ResolvedTask {
    const requirements = [{ name: '', node }];
    const resolved = { task, id: idOfOne(task.key, node.id), requirements };
    this.#known.set(task.key, resolved);
    return resolved;
  }
}

const noRequirements: readonly ResolvedRequirement[] = [];

function frameOf(task: Task): Frame {
  return { task, pending: listRequirements(task.family.requires(task.values)), done: [] };
}

function resolve({ task, done }: Frame): ResolvedTask {
  if (done.length === 0) return { task, id: idOf(task.key, []), requirements: noRequirements };
  const ids = done.map(({ name, node }) => ({ name, id: node.id }));
  return { task, id: idOf(task.key, ids), requirements: done };
}

function cycle(stack: readonly Frame[], again: Task): Problem {
  const from = stack.findIndex((frame) => frame.task.key === again.key);
  const members = [...stack.slice(from).map((frame) => frame.task), again];
  const names = members.map(({ family, values }) => `${family.family}(${family.subject(values)})`);
  return new Problem('cycle', `these tasks require each other: ${names.join(' → ')}`, {
    where: { family: again.family.family },
    advice: 'Change `requires` so that the chain ends',
  });
}
