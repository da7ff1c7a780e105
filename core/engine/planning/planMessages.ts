import type { MessagePort } from 'node:worker_threads';
import type { ProblemData } from '../../problem/problem.ts';
import type { TaskRecord } from '../../store/record.ts';
import type { BatchRequest } from '../../task/batch/batchRequest.ts';
import type { Places } from '../../task/family.ts';
import type { ParameterValues } from '../../task/parameter.ts';
import type { TaskId } from '../../task/task.ts';
import type { Workspace } from '../../workspace/workspace.ts';
import type { Expected } from './lookCalls.ts';
import type { StreamOptions, TouchedTask } from './planNode.ts';
import type { WirePart } from './planWire.ts';

/** What a batch file is read with besides its bytes. */
export interface BatchReading {
  readonly request: BatchRequest;
  readonly places: Places;
}

export interface PlainTask {
  readonly family: string;
  readonly values: ParameterValues;
}

/** From the main process to the planner. One plan at a time. */
export type ToPlanner =
  /** First of all, so that everything is loaded when the first plan comes. */
  | {
      readonly type: 'serve-plans';
      /** To the thread that looks at the disk; see `LookThread`. */
      readonly look: MessagePort;
      readonly statted: Int32Array;
      readonly records: MessagePort;
    }
  | {
      readonly type: 'plan';
      readonly workspace: Workspace;
      readonly options: Omit<StreamOptions, 'onWork'>;
      /** Given: bytes of a batch file follow. Otherwise tasks do. */
      readonly batch: BatchReading | undefined;
      readonly expected: Expected | undefined;
    }
  | { readonly type: 'bytes'; readonly bytes: Uint8Array }
  | { readonly type: 'tasks'; readonly tasks: readonly PlainTask[] }
  /** That was all of this plan. */
  | { readonly type: 'complete' }
  | { readonly type: 'broken'; readonly problem: ProblemData }
  /** A part of the plan was taken in: the next one may come. */
  | { readonly type: 'part-taken' };

export type FromPlanner =
  /** One message of bytes or tasks was taken: there is room for another. */
  | { readonly type: 'taken' }
  | { readonly type: 'part'; readonly part: WirePart }
  | {
      readonly type: 'planned';
      readonly counted: ReadonlyMap<string, number>;
      readonly unneeded: ReadonlyMap<string, number>;
      readonly notes: readonly string[];
      readonly touched: readonly TouchedTask[];
    }
  | { readonly type: 'problem'; readonly problem: ProblemData };

export interface RecordCall {
  readonly ids: readonly TaskId[];
}
export type RecordReply = readonly TaskRecord[];

/** Messages of bytes or tasks that may be under way before the planner has taken one. */
export const messagesAhead = 16;
