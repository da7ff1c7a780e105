import type { Store } from '../store/store.ts';
import type { Registry } from '../task/registry.ts';
import type { CleanReply, CleanRequest } from '../task/service.ts';
import type { Task, TaskId } from '../task/task.ts';
import type { Plan } from './planning/planNode.ts';
import type { Workspace } from '../workspace/workspace.ts';

/** What the main process has at hand to answer a running task. */
export interface ServicePlaces {
  readonly workspace: Workspace;
  readonly store: Store;
  readonly registry: Registry;
  readonly now: () => Date;
  /** Requirements of tasks that have yet to run, as of now: their outputs must stay. */
  readonly needed: () => ReadonlySet<TaskId>;
  /** What is complete of the closure of some tasks, every node. */
  readonly plan: (tasks: readonly Task[]) => Promise<Plan>;
}

/** Answers running tasks; injected, since what they ask for lies above the engine. */
export type ServiceHost = (request: CleanRequest, places: ServicePlaces) => Promise<CleanReply>;
