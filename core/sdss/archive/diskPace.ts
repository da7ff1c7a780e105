/**
 * Whether the disk answers so quickly that asking it directly costs less than handing each call to
 * a thread and waiting for the answer. It has to prove itself first, and one slow answer (a network
 * folder, a disk that spins up) sends all calls back to the threads until it has done so again:
 * nobody at a window is held up by a slow disk for more than one file.
 */
export interface DiskPace {
  readonly isQuick: boolean;
  /** Notes how long the calls for one file take. A failure counts as slow. */
  timed(calls: () => Promise<void>): Promise<void>;
}

/** Through threads and beside other files: many times what the calls themselves take. */
const QUICK_MS = 50;
/** A frame of a screen. */
const SLOW_DIRECT_MS = 16;
const FILES_TO_PROVE = 16;

/** `now` in milliseconds. */
export function createDiskPace(now: () => number): DiskPace {
  let quickInARow = 0;
  const isQuick = () => quickInARow >= FILES_TO_PROVE;
  return {
    get isQuick() {
      return isQuick();
    },
    async timed(calls) {
      const limit = isQuick() ? SLOW_DIRECT_MS : QUICK_MS;
      const started = now();
      let took = Infinity;
      try {
        await calls();
        took = now() - started;
      } finally {
        quickInARow = took <= limit ? quickInARow + 1 : 0;
      }
    },
  };
}
