import type { ProblemData } from '../problem/problem.ts';
import type { JsonValue } from '../task/output.ts';
import type { TaskId } from '../task/task.ts';
import type { LogLine } from './pool.ts';

export const taskStates = [
  'ran',
  'reused',
  'waiting',
  'blocked',
  'failed',
  'cancelled',
  'queued',
  'running',
] as const;
export type TaskState = (typeof taskStates)[number];

export type StateCounts = Readonly<Record<TaskState, number>>;

/** One task of a run, as every face shows it. */
export interface TaskStatus {
  readonly id: TaskId;
  readonly family: string;
  readonly subject: string;
  readonly state: TaskState;
  /** In words: why it ran, was reused, waits, is blocked or failed. */
  readonly why: string;
  readonly requested: boolean;
  readonly progress?: number;
  /** Workspace-relative paths of what is on disk. */
  readonly outputs: readonly string[];
  readonly result?: JsonValue;
  readonly seconds: number | null;
  readonly problem?: ProblemData;
}

/** A run at one moment. The counts of all states add up to `planned`. */
export interface RunProgress {
  readonly run: string;
  readonly family: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly state: 'running' | 'paused' | 'done' | 'failed' | 'cancelled';
  readonly planned: number;
  readonly counts: StateCounts;
  readonly rate: number | null;
  readonly etaSeconds: number | null;
}

/**
 * The one stream that feeds app, command line and tests. No message holds everything: tasks that
 * are queued when the run begins are told by the counts of `run` only, and changes come in lots of
 * at most `largestLot`, every one of them before the `run` that has ended.
 */
export type EngineEvent =
  | { readonly type: 'run'; readonly run: RunProgress }
  | { readonly type: 'tasks'; readonly run: string; readonly tasks: readonly TaskStatus[] }
  | { readonly type: 'log'; readonly run: string; readonly id: TaskId; readonly line: LogLine };

/** Statuses in one `tasks` event. */
export const largestLot = 500;

export const noCounts: StateCounts = {
  ran: 0,
  reused: 0,
  waiting: 0,
  blocked: 0,
  failed: 0,
  cancelled: 0,
  queued: 0,
  running: 0,
};
