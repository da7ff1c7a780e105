import type { JsonValue } from '../task/output.ts';
import type { TaskId } from '../task/task.ts';

/** A file as it was when it was hashed. */
export interface HashedSource {
  readonly size: number;
  /** Milliseconds since 1970, as the file system gives them. */
  readonly mtime: number;
  readonly sha256: string;
}

/** A file as it was when a task read it. */
export interface SourcePrint extends HashedSource {
  readonly kind: 'source';
  readonly id: TaskId;
  readonly name: string;
  /** Workspace-relative where it has such a path, else relative to its SAS root or absolute. */
  readonly path: string;
}

/** The outputs of another task as they were when a task read them. */
export interface TaskPrint {
  readonly kind: 'task';
  readonly id: TaskId;
  readonly name: string;
  readonly digest: string;
}

export type InputPrint = SourcePrint | TaskPrint;

/** One output as it was written. */
export interface OutputPrint {
  readonly name: string;
  readonly kind: string;
  /** Name inside the task's folder; empty for a record. */
  readonly file: string;
  readonly size: number;
  readonly mtime: number;
  readonly sha256: string;
}

/** What is known of one complete task. Everything needed to say whether it still is, and why not. */
export interface TaskRecord {
  readonly id: TaskId;
  readonly family: string;
  /** Full version of the family that made it. */
  readonly version: string;
  readonly subject: string;
  /** Canonical texts of all given parameters, insignificant ones too. */
  readonly params: Readonly<Record<string, string>>;
  readonly inputs: readonly InputPrint[];
  readonly outputs: readonly OutputPrint[];
  /** Of the task's folder once complete; what one stat looks at where there are several files. */
  readonly folderMtime: number;
  /** Over names and contents of all outputs; equal bytes give an equal digest. */
  readonly digest: string;
  /** Fingerprint of the family's code; empty for built-in families. */
  readonly code: string;
  readonly result: JsonValue;
  readonly run: string;
  /** ISO 8601, UTC. */
  readonly finishedAt: string;
  readonly seconds: number;
  /** Set when a user declared a change harmless: when, and what had changed. */
  readonly accepted?: { readonly at: string; readonly why: string };
}

/** One try of a task, complete or not; the history that is kept when a task runs again. */
export interface Attempt {
  readonly id: TaskId;
  readonly family: string;
  readonly run: string;
  readonly finishedAt: string;
  readonly seconds: number;
  readonly outcome: 'ran' | 'failed' | 'cancelled';
  readonly why: string;
  /** `ProblemData` as JSON; null unless failed. */
  readonly problem: string | null;
  /** Parameter texts as JSON, of failed attempts: complete ones have a record. */
  readonly params?: string | null;
}

export interface RunRecord {
  readonly run: string;
  readonly family: string;
  readonly startedAt: string;
  readonly finishedAt: string | null;
  readonly state: 'running' | 'done' | 'failed' | 'cancelled';
  /** Counts by state, as JSON. */
  readonly counts: string;
}
