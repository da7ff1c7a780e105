import type { Stamp } from '../../store/stamp.ts';
import type { ResolvedTask } from '../../task/identity.ts';
import type { TaskId } from '../../task/task.ts';
import type { Assessment, Touched } from './assess.ts';
import type { Why } from './why.ts';

export type Action = 'run' | 'fetch' | 'reuse' | 'wait';

/** One task of a plan: what will be done with it, and why. */
export interface PlanNode {
  readonly node: ResolvedTask;
  readonly assessment: Assessment;
  readonly stamp: Stamp | undefined;
  /** Named by the user, not only required by something. */
  readonly requested: boolean;
  action: Action;
  why: Why;
}

export interface PlanOptions {
  /** Run what was asked for even if it is complete. */
  readonly force?: boolean;
  /** Compare the bytes of outputs too, not only size and time. */
  readonly verify?: boolean;
}

/**
 * The closure of what was asked for, requirements before their consumers. Of a large plan only
 * what is to be done is kept node by node; tasks that are complete are counted.
 */
export interface Plan {
  readonly nodes: readonly PlanNode[];
  readonly byId: ReadonlyMap<TaskId, PlanNode>;
  /** Complete tasks that `nodes` does not hold, by family. */
  readonly counted: ReadonlyMap<string, number>;
  /** Those among them that are not complete, or not here, and that nothing needs, by family. */
  readonly unneeded: ReadonlyMap<string, number>;
  /** All tasks of the closure, each once. */
  readonly planned: number;
  /** What was understood differently from how it was written; of a batch the first few. */
  readonly notes: readonly string[];
  /** Tasks found unchanged only by their bytes: recorded anew by a run, so as not to read them again. */
  readonly touched: readonly TouchedTask[];
}

export interface TouchedTask {
  readonly family: string;
  readonly id: TaskId;
  readonly touched: Touched;
}

export interface StreamOptions extends PlanOptions {
  /** Keep every node, however many are complete. Default: the first 1,000 of them. */
  readonly keepAll?: boolean;
  /** Called as planning goes on with how many tasks are to run so far, at most once for each chunk. */
  readonly onWork?: (tasks: number) => void;
}
