import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { HashedSource, TaskRecord } from '../store/record.ts';
import type { Store } from '../store/store.ts';
import type { ResolvedTask } from '../task/identity.ts';
import type { TaskId } from '../task/task.ts';
import type { Workspace } from '../workspace/workspace.ts';
import type { Job, JobInput } from './job.ts';
import { outputFolder } from './outputFolder.ts';
import { findSource, sourceName } from './source.ts';
import { throughWrappers } from './throughWrappers.ts';

/** Records of this run at hand; older ones are read from the store again. */
const mostFresh = 10_000;

/** Turns tasks whose requirements are complete into jobs for a worker. */
export class JobBuilder {
  readonly #workspace: Workspace;
  readonly #store: Pick<Store, 'records' | 'hashedSources'>;
  readonly #most: number;
  readonly #recorded: () => Promise<void>;
  /** The last records made in this run. */
  readonly #fresh = new Map<TaskId, TaskRecord>();
  /** Digests of all of them. */
  readonly #digests = new Map<TaskId, string>();
  /** Sources that were hashed before: a catalogue that tasks share is hashed once. */
  readonly #hashed = new Map<TaskId, HashedSource>();
  readonly #askedHashes = new Set<TaskId>();

  /** `recorded` resolves once everything that has ended is in the store. */
  constructor(
    workspace: Workspace,
    store: Pick<Store, 'records' | 'hashedSources'>,
    recorded: () => Promise<void>,
    most = mostFresh,
  ) {
    this.#workspace = workspace;
    this.#most = most;
    this.#store = store;
    this.#recorded = recorded;
  }

  remember(record: TaskRecord): void {
    this.#fresh.set(record.id, record);
    this.#digests.set(record.id, record.digest);
    const [oldest] = this.#fresh.size > this.#most ? this.#fresh.keys() : [];
    if (oldest !== undefined) this.#fresh.delete(oldest);
    for (const input of record.inputs) {
      if (input.kind !== 'source') continue;
      const { size, mtime, sha256 } = input;
      this.#hashed.set(input.id, { size, mtime, sha256 });
    }
  }

  /** The digest of a task that has run in this run. */
  digest(id: TaskId): string | undefined {
    return this.#digests.get(id);
  }

  /** Records of finished requirements, from this run or from the store. */
  async #records(nodes: readonly ResolvedTask[]): Promise<ReadonlyMap<TaskId, TaskRecord>> {
    const records = new Map<TaskId, TaskRecord>();
    const missing = new Map<string, TaskId[]>();
    let ofThisRun = false;
    for (const { id, task } of nodes) {
      const { family, external, wrapper } = task.family;
      if (external || wrapper) continue;
      const fresh = this.#fresh.get(id);
      const others = missing.get(family);
      if (fresh !== undefined) records.set(id, fresh);
      else if (others === undefined) missing.set(family, [id]);
      else others.push(id);
      ofThisRun ||= fresh === undefined && this.#digests.has(id);
    }
    if (ofThisRun) await this.#recorded();
    for (const [family, ids] of missing) {
      for (const [id, record] of await this.#store.records(family, ids)) records.set(id, record);
    }
    return records;
  }

  async build(
    nodes: readonly ResolvedTask[],
    why: (id: TaskId) => string,
    dynamic: (id: TaskId) => readonly ResolvedTask[],
  ): Promise<Job[]> {
    const requirements = nodes.flatMap((node) => [
      ...throughWrappers(node).map((requirement) => requirement.node),
      ...dynamic(node.id),
    ]);
    const records = requirements.length === 0 ? new Map() : await this.#records(requirements);
    await this.#lookUpHashes(requirements);
    return nodes.map((node) => this.#job(node, why(node.id), dynamic(node.id), records));
  }

  /** What earlier runs hashed need not be hashed again. */
  async #lookUpHashes(nodes: readonly ResolvedTask[]): Promise<void> {
    const unknown = nodes.flatMap(({ id, task }) =>
      task.family.external && !this.#askedHashes.has(id) ? [id] : [],
    );
    if (unknown.length === 0) return;
    for (const id of unknown) this.#askedHashes.add(id);
    for (const [id, hashed] of await this.#store.hashedSources(unknown)) {
      if (!this.#hashed.has(id)) this.#hashed.set(id, hashed);
    }
  }

  #job(
    resolved: ResolvedTask,
    why: string,
    dynamic: readonly ResolvedTask[],
    records: ReadonlyMap<TaskId, TaskRecord>,
  ): Job {
    const { id, task, requirements } = resolved;
    const location = task.family.source(task.values);
    const through = throughWrappers(resolved);
    const behind = through === requirements ? [] : through.filter((r) => !requirements.includes(r));
    const base = {
      id,
      family: task.family.family,
      values: task.values,
      subject: task.family.subject(task.values),
      why,
      inputs: requirements.map(({ name, node }) => this.#input(name, node, records)),
      behind: behind.map(({ name, node }) => this.#input(name, node, records)),
      dynamic: dynamic.map((node) => this.#input('', node, records)),
    };
    if (location === undefined) return { ...base, kind: 'run' };
    if (location.kind !== 'sas') throw new Error(`${task.family.family} cannot be fetched`);
    const { relative } = location;
    const path = join(this.#workspace.mirror, relative);
    return { ...base, kind: 'fetch', target: { path, relative } };
  }

  #input(
    name: string,
    { id, task }: ResolvedTask,
    records: ReadonlyMap<TaskId, TaskRecord>,
  ): JobInput {
    const base = { id, name, family: task.family.family, values: task.values };
    const location = task.family.source(task.values);
    if (location !== undefined) {
      const source = findSource(location, this.#workspace);
      const path = source?.path ?? '';
      const known = this.#hashed.get(id);
      const print = {
        kind: 'source',
        path: sourceName(path, this.#workspace),
        ...(known === undefined ? {} : { known }),
      } as const;
      return { ...base, path, paths: { '': path }, result: null, print };
    }
    if (task.family.wrapper) {
      return { ...base, path: '', paths: {}, result: null, print: { kind: 'wrapper' } };
    }
    const record = records.get(id);
    if (record === undefined) throw new Error(`no record of the complete task ${id}`);
    const folder = outputFolder(this.#workspace.layout.outputs, record.family, id);
    const paths = Object.fromEntries(
      record.outputs
        .filter((output) => output.kind !== 'record')
        .map((output) => [output.name, join(folder, output.file)]),
    );
    const result = record.result ?? readResult(task.family.result, paths);
    const path = Object.values(paths)[0] ?? '';
    return { ...base, path, paths, result, print: { kind: 'task', digest: record.digest } };
  }
}

/** A JSON result that was too large for the record. */
function readResult(name: string | undefined, paths: Readonly<Record<string, string>>): unknown {
  const path = name === undefined ? undefined : paths[name];
  return path?.endsWith('.json') === true ? JSON.parse(readFileSync(path, 'utf8')) : null;
}
