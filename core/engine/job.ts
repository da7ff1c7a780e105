import type { ProblemData } from '../problem/problem.ts';
import type { HashedSource, TaskRecord } from '../store/record.ts';
import type { ParameterValues } from '../task/parameter.ts';
import type { ServiceReply, ServiceRequest } from '../task/service.ts';
import type { TaskId } from '../task/task.ts';

/** Everything a worker needs for one task; plain data, sent by message. */
export interface Job {
  readonly id: TaskId;
  readonly kind: 'run' | 'fetch';
  readonly family: string;
  readonly values: ParameterValues;
  readonly subject: string;
  readonly why: string;
  readonly inputs: readonly JobInput[];
  /** What its requirements that are wrappers stand for. */
  readonly behind: readonly JobInput[];
  /** Requirements that the task asked for while it ran, complete by now. */
  readonly dynamic: readonly JobInput[];
  /** `fetch`: where the file must be afterwards, and its place in the SAS tree. */
  readonly target?: { readonly path: string; readonly relative: string };
}

export interface JobInput {
  readonly id: TaskId;
  readonly name: string;
  readonly family: string;
  readonly values: ParameterValues;
  /** The source file, or the first output on disk. */
  readonly path: string;
  readonly paths: Readonly<Record<string, string>>;
  readonly result: unknown;
  readonly print:
    | { readonly kind: 'task'; readonly digest: string }
    | {
        readonly kind: 'source';
        readonly path: string;
        /** Its hash, where it has been hashed before. */
        readonly known?: HashedSource;
      }
    | { readonly kind: 'wrapper' };
}

/** Constant for a run. */
export interface RunSettings {
  readonly run: string;
  readonly outputs: string;
  readonly journal: string;
}

/** A task that a running task turned out to need. */
export interface Wanted {
  readonly family: string;
  readonly values: ParameterValues;
}

export type JobOutcome =
  | { readonly kind: 'done'; readonly record: TaskRecord }
  | { readonly kind: 'fetched'; readonly seconds: number }
  | { readonly kind: 'failed'; readonly problem: ProblemData; readonly seconds: number }
  | { readonly kind: 'cancelled' }
  | { readonly kind: 'needs'; readonly tasks: readonly Wanted[] };

export type ToWorker =
  | { readonly type: 'unit'; readonly settings: RunSettings; readonly jobs: readonly Job[] }
  | { readonly type: 'cancel'; readonly ids: readonly TaskId[] }
  | { readonly type: 'reply'; readonly call: number; readonly answer: ServiceAnswer }
  /** Nothing more will come. */
  | { readonly type: 'end' };

export type ServiceAnswer =
  | { readonly ok: true; readonly reply: ServiceReply }
  | { readonly ok: false; readonly problem: ProblemData };

export interface LogEntry {
  readonly id: TaskId;
  readonly line: { readonly at: string; readonly level: 'info' | 'warning'; readonly text: string };
}

export type FromWorker =
  | { readonly type: 'ready' }
  | { readonly type: 'started'; readonly id: TaskId }
  | { readonly type: 'progress'; readonly id: TaskId; readonly fraction: number }
  /** What tasks said since the last message. */
  | { readonly type: 'log'; readonly lines: readonly LogEntry[] }
  | {
      readonly type: 'service';
      readonly call: number;
      readonly id: TaskId;
      readonly request: ServiceRequest;
    }
  /** Outcomes gathered since the last message; `idle` once the unit is through. */
  | {
      readonly type: 'outcomes';
      readonly outcomes: readonly { readonly id: TaskId; readonly outcome: JobOutcome }[];
      readonly idle: boolean;
    };
