import { setFlagsFromString } from 'node:v8';

/** Megabytes of what lives long that a thread may have before V8 first looks for what does not. */
const roomForTheOld = 64;

/**
 * Of a thread that runs tasks. What lives for a moment finds room in three times 4 MB: more of it is memory
 * that is touched for the first time again and again, which costs more than the collections it spares.
 */
export const workerLimits = { maxYoungGenerationSizeMb: 12 };

/**
 * Spares the threads that are started from now on collections of garbage that find nothing. A thread
 * that runs tasks keeps some 10 MB and makes short-lived objects quickly, so V8 gives it much room for
 * new objects and hardly more for old ones than it has, and then marks the whole heap every few
 * hundred tasks, on another core: a tenth of the processor time of a run (docs/benchmarks.md).
 * Worker options cannot say this, flags of V8 can; heaps that exist are not changed by it.
 */
export function giveThreadsRoom(): void {
  setFlagsFromString(`--initial-old-space-size=${roomForTheOld}`);
}
