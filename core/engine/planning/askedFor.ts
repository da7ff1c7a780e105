import type { InputPrint, TaskRecord } from '../../store/record.ts';
import type { Expander, ResolvedTask } from '../../task/identity.ts';
import { recordedTask } from '../../task/recordedTask.ts';
import type { Registry } from '../../task/registry.ts';
import type { TaskId } from '../../task/task.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { findSource, recordedLocation } from '../source.ts';
import { throughWrappers } from '../throughWrappers.ts';
import type { AskedFor } from './assess.ts';

/** Whole records, for the few tasks that a stamp does not say enough of. */
export interface RecordSource {
  /** Missing ones are left out. */
  recordsWithIds(ids: readonly TaskId[]): Promise<TaskRecord[]>;
}

/**
 * What tasks asked for while they ran: recorded as inputs, required by nothing. They are tasks of
 * the closure as well, which `expander` then holds, so that they are looked at like all others.
 */
export class AskedInputs {
  readonly #records: RecordSource;
  readonly #registry: Registry;
  readonly #workspace: Workspace;
  readonly #expander: Expander;
  readonly #known = new Map<TaskId, AskedFor>();

  constructor(records: RecordSource, registry: Registry, workspace: Workspace, expander: Expander) {
    this.#records = records;
    this.#registry = registry;
    this.#workspace = workspace;
    this.#expander = expander;
  }

  get isEmpty(): boolean {
    return this.#known.size === 0;
  }

  readonly get = (id: TaskId): AskedFor | undefined => this.#known.get(id);

  /** Looks up what these tasks asked for, and expands it. */
  async add(tasks: readonly ResolvedTask[]): Promise<void> {
    const records = await this.#recordsOf(tasks.map(({ id }) => id));
    const extras: InputPrint[] = [];
    for (const task of tasks) {
      const required = new Set(throughWrappers(task).map(({ node }) => node.id));
      const inputs = records.get(task.id)?.inputs ?? [];
      extras.push(...inputs.filter(({ id }) => !required.has(id) && !this.#known.has(id)));
    }
    const made = await this.#recordsOf(extras.filter(isTask).map(({ id }) => id));
    for (const input of extras) {
      this.#known.set(
        input.id,
        input.kind === 'source'
          ? this.#source(input.name, input.path)
          : this.#task(input.id, made.get(input.id)),
      );
    }
  }

  /** The asked-for tasks of a task, by what its record says. */
  ids(inputs: readonly { readonly id: TaskId }[]): TaskId[] {
    return inputs.flatMap(({ id }) => (this.#known.get(id)?.kind === 'task' ? [id] : []));
  }

  #source(name: string, path: string): AskedFor {
    const source = findSource(recordedLocation(path), this.#workspace);
    return { kind: 'source', name: name === '' ? path : name, source };
  }

  #task(id: TaskId, record: TaskRecord | undefined): AskedFor {
    if (record === undefined) return { kind: 'unknown', name: `task ${id.slice(0, 8)}` };
    const name = `${record.family} ${record.subject}`;
    const family = this.#registry.find(record.family);
    const task = family === undefined ? undefined : recordedTask(family, record.params);
    if (task === undefined || this.#expander.expand(task).id !== id)
      return { kind: 'unknown', name };
    return { kind: 'task', name, id };
  }

  async #recordsOf(ids: readonly TaskId[]): Promise<ReadonlyMap<TaskId, TaskRecord>> {
    if (ids.length === 0) return new Map();
    const records = await this.#records.recordsWithIds(ids);
    return new Map(records.map((record) => [record.id, record]));
  }
}

function isTask({ kind }: InputPrint): boolean {
  return kind === 'task';
}

/**
 * Tasks with everything that they require or asked for before them. Two that asked for each other
 * stay in the order they came in: such a knot was refused when they ran.
 */
export function inOrder(
  tasks: Iterable<ResolvedTask>,
  askedFor: (id: TaskId) => readonly TaskId[],
): ResolvedTask[] {
  const all = new Map<TaskId, ResolvedTask>();
  for (const task of tasks) all.set(task.id, task);
  const ordered: ResolvedTask[] = [];
  const seen = new Set<TaskId>();
  for (const root of all.values()) {
    const stack = [{ task: root, entered: false }];
    for (let top = stack.pop(); top !== undefined; top = stack.pop()) {
      const { task, entered } = top;
      if (entered) {
        ordered.push(task);
        continue;
      }
      if (seen.has(task.id)) continue;
      seen.add(task.id);
      stack.push({ task, entered: true });
      const before = [
        ...task.requirements.map(({ node }) => node),
        ...askedFor(task.id).flatMap((id) => all.get(id) ?? []),
      ];
      for (const next of before.toReversed()) {
        if (!seen.has(next.id)) stack.push({ task: next, entered: false });
      }
    }
  }
  return ordered;
}
