import { Problem } from '../../problem/problem.ts';
import { Expander } from '../../task/identity.ts';
import type { Task } from '../../task/task.ts';
import { planChunk, type PlannedChunk, type PlanPlaces } from './planChunk.ts';
import { keptComplete, PlanCollector } from './planCollector.ts';
import type { StreamOptions } from './planNode.ts';

/** Tasks planned together. */
export const chunkSize = 500;
/**
 * Chunks under way at once. A few are enough while the disk keeps up; while the stamps of a family are
 * still being read, stats go on, up to this many.
 */
const underWay = 80;

interface UnderWay {
  readonly chunk: Promise<PlannedChunk>;
  ended: boolean;
}

/**
 * Plans tasks as they come, a chunk at a time, several chunks under way: while one is on the disk,
 * the next is read. Memory grows with what is to be done, and by an id for each task.
 *
 * @throws Problem `cycle` | `cancelled` by `signal`
 */
export async function streamPlan(
  batches: AsyncIterable<readonly Task[]> | Iterable<readonly Task[]>,
  places: PlanPlaces,
  options: StreamOptions & { readonly expected?: number } = {},
  signal?: AbortSignal,
): Promise<PlanCollector> {
  const keep = options.keepAll === true ? Infinity : keptComplete;
  const collected = new PlanCollector(keep, options.expected);
  await streamInto(collected, batches, places, options, signal);
  return collected;
}

/** The same into a collector that may hold something already; `planned` sees each chunk, in order. */
export async function streamInto(
  collected: PlanCollector,
  batches: AsyncIterable<readonly Task[]> | Iterable<readonly Task[]>,
  places: PlanPlaces,
  options: Omit<StreamOptions, 'keepAll'> & { readonly remember?: boolean },
  signal?: AbortSignal,
  planned: (chunk: PlannedChunk) => void = () => undefined,
): Promise<void> {
  const chunks: UnderWay[] = [];
  const takeOldest = async (): Promise<void> => {
    const oldest = chunks.shift();
    if (oldest === undefined) return;
    const chunk = await oldest.chunk;
    const before = collected.toDo;
    collected.add(chunk);
    if (collected.toDo > before) options.onWork?.(collected.toDo);
    planned(chunk);
  };
  for await (const batch of batches) {
    for (let start = 0; start < batch.length; start += chunkSize) {
      if (signal?.aborted === true) throw new Problem('cancelled', 'planning was cancelled');
      const expander = new Expander();
      const roots = batch.slice(start, start + chunkSize).map((task) => expander.expand(task));
      const withNodes = collected.wantsNodes;
      const chunk = planChunk(expander, roots, places, { ...options, withNodes });
      const pending: UnderWay = { chunk, ended: false };
      const end = (): void => void (pending.ended = true); // a failure is heard of when it is taken
      chunk.then(end, end);
      chunks.push(pending);
      while (chunks[0]?.ended === true || chunks.length >= underWay) await takeOldest();
      await nextTurn(); // the look thread may be waiting for what this thread reads from the store
    }
  }
  while (chunks.length > 0) await takeOldest();
}

export function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
