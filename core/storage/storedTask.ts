import type { TaskRecord } from '../store/record.ts';
import type { TaskId } from '../task/task.ts';

/** What is known of one task when storage is judged; plain values, so that rules stay pure. */
export interface StoredTask {
  readonly id: TaskId;
  readonly family: string;
  readonly subject: string;
  readonly kind: 'made' | 'source' | 'wrapper';
  /** What its bytes depend on, wrappers seen through. */
  readonly requirements: readonly TaskId[];
  /** As completeness has it; a source is present or absent. */
  readonly state: 'complete' | 'cleaned' | 'stale' | 'present' | 'absent';
  readonly record: Pick<TaskRecord, 'version' | 'code' | 'outputs' | 'inputs'> | undefined;
  /** The family as it is now; undefined: nobody here knows it. */
  readonly current: { readonly version: string; readonly code: string } | undefined;
}

/** Bytes of the outputs on disk, as recorded. */
export function recordedBytes(task: Pick<StoredTask, 'record'>): number {
  return (task.record?.outputs ?? []).reduce((sum, { size }) => sum + size, 0);
}

/** `1.2.3` and `1.2.9` make the same outputs; `1.3` does not. */
export function sameVersion(a: string, b: string): boolean {
  const [majorA, minorA] = a.split('.');
  const [majorB, minorB] = b.split('.');
  return majorA === majorB && minorA === minorB;
}
