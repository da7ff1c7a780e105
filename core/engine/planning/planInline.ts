import { statSync } from 'node:fs';
import { Expander } from '../../task/identity.ts';
import type { Registry } from '../../task/registry.ts';
import type { Task } from '../../task/task.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import { hashFile } from '../source.ts';
import type { Hashes } from './evidence.ts';
import { look } from './look.ts';
import { planChunk } from './planChunk.ts';
import { PlanCollector } from './planCollector.ts';
import type { Plan, StreamOptions } from './planNode.ts';
import type { StoreReads } from './lookThread.ts';
import { lookUpStamps } from './stampSource.ts';

/** Closures up to this size are planned where they were asked for, within a few milliseconds. */
const smallClosure = 200;

/** Files may have to be read that take longer than the caller can be held up. */
class TooMuch extends Error {}

/** What may be read at once, in bytes: some milliseconds. */
const smallFile = 1_000_000;

/** Hashes of small files; anything else is for a thread. */
const quickHashes: Hashes = {
  file: (path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined || stats.size > smallFile) throw new TooMuch();
    return hashFile(path);
  },
  output: (path) => {
    const stats = statSync(path, { throwIfNoEntry: false });
    if (stats === undefined) return undefined;
    if (!stats.isFile() || stats.size > smallFile) throw new TooMuch();
    return hashFile(path);
  },
};

/**
 * Plans a few tasks on the calling thread: quicker than a message to the planner, as a form needs
 * it on every keystroke. Undefined where that could hold the thread up: many tasks, or files to hash.
 *
 * @throws Problem `cycle`
 */
export async function planInline(
  tasks: readonly Task[],
  places: { workspace: Workspace; registry: Registry; store: StoreReads | undefined },
  options: StreamOptions,
): Promise<Plan | undefined> {
  if (tasks.length > smallClosure || options.verify === true) return undefined;
  const expander = new Expander(smallClosure);
  const roots = tasks.map((task) => expander.tryExpand(task));
  if (!roots.every((root) => root !== undefined)) return undefined;
  const { workspace, registry, store } = places;
  try {
    const chunk = await planChunk(
      expander,
      roots,
      {
        workspace,
        registry,
        look: (request) =>
          look(request, (family, ids) =>
            store === undefined ? Promise.resolve([]) : lookUpStamps(store, family, ids),
          ),
        records: { recordsWithIds: async (ids) => (await store?.recordsWithIds(ids)) ?? [] },
        hashes: quickHashes,
      },
      { ...options, withNodes: true },
    );
    const collected = new PlanCollector(Infinity);
    collected.add(chunk);
    return collected.plan();
  } catch (error) {
    if (error instanceof TooMuch) return undefined;
    throw error;
  }
}
