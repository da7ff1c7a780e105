import type { StoreReads } from './lookThread.ts';
import type { Asked } from './planFeeder.ts';
import type { Plan, StreamOptions } from './planNode.ts';

/** Plans of any size, beside whatever else the process does. */
export interface LargePlanner {
  /** What is recorded; before this, nothing is. `mayWrite`: this engine works in the workspace. */
  read(store: StoreReads | undefined, mayWrite: boolean): void;
  /** Starts its threads before they are needed. */
  warm(): void;
  /**
   * One plan after the other.
   *
   * @throws Problem of the batch or the tasks | `cancelled` by `signal` | `planner-crashed`
   */
  plan(asked: Asked, options: StreamOptions, signal?: AbortSignal): Promise<Plan>;
  /** Looks once more at a batch that was just completed, so that the next plan of it is quick. */
  remember(asked: Asked): Promise<void>;
  close(): Promise<void>;
}
