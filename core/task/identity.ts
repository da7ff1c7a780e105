import { createHash, hash } from 'node:crypto';
import { listRequirements, type NamedRequirement, type Task, type TaskId } from './task.ts';
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
  const [first] = requirements;
  if (requirements.length === 1 && first !== undefined) {
    text += `\0\0${first.name}\0${first.id}`;
  } else if (requirements.length > 1) {
    const parts = requirements.map(({ name, id }) => `\0\0${name}\0${id}`);
    text += parts.sort().join('');
  }
  return sha256Hex(text).slice(0, 32) as TaskId;
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
    const first = this.#visit(root);
    if (!('pending' in first)) return first;
    const stack: Frame[] = [first];
    const open = new Set([root.key]);
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
      const { name, task } = next;
      const known = this.#known.get(task.key);
      if (known === undefined && open.has(task.key)) throw cycle(stack, task);
      const node = known ?? this.#visit(task);
      if ('pending' in node) {
        stack.push(node);
        open.add(task.key);
      } else frame.done.push({ name, node });
    }
  }

  /** Asks a task, once, for its requirements: a leaf is resolved, anything else waits for those. */
  #visit(task: Task): ResolvedTask | Frame {
    const required = task.family.requires(task.values);
    if (required !== undefined) return { task, pending: listRequirements(required), done: [] };
    const leaf = { task, id: idOf(task.key, []), requirements: noRequirements };
    this.#known.set(task.key, leaf);
    return leaf;
  }
}

const noRequirements: readonly ResolvedRequirement[] = [];

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
