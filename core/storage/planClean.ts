import type { TaskId } from '../task/task.ts';
import { notRebuildable } from './rebuildable.ts';
import { recordedBytes, type StoredTask } from './storedTask.ts';

export interface CleanRules {
  /** Results that were named: never touched. */
  readonly protect: ReadonlySet<TaskId>;
  /** What tasks that have yet to run will read. */
  readonly needed: ReadonlySet<TaskId>;
}

export interface CleanPlan {
  /** May go, as far as records tell; the disk is asked before each is moved. */
  readonly clean: readonly StoredTask[];
  /** Gone already. */
  readonly gone: readonly StoredTask[];
  readonly keep: readonly { readonly task: StoredTask; readonly why: string }[];
  /** Of `clean`. */
  readonly bytes: number;
}

/**
 * Which outputs of a closure may go to the trash: those that the app made, that nobody named, that
 * nothing waits for, and that can be made again from what stays. Sources and wrappers are no
 * business of cleaning.
 *
 * @param tasks requirements before their consumers
 */
export function planClean(tasks: readonly StoredTask[], rules: CleanRules): CleanPlan {
  const reasons = notRebuildable(tasks);
  const clean: StoredTask[] = [];
  const gone: StoredTask[] = [];
  const keep: { task: StoredTask; why: string }[] = [];
  for (const task of tasks) {
    if (task.kind !== 'made' || rules.protect.has(task.id)) continue;
    if (task.state === 'cleaned') gone.push(task);
    else {
      const why = reasonToKeep(task, rules, reasons);
      if (why === undefined) clean.push(task);
      else keep.push({ task, why });
    }
  }
  return { clean, gone, keep, bytes: clean.reduce((sum, task) => sum + recordedBytes(task), 0) };
}

function reasonToKeep(
  task: StoredTask,
  { needed }: CleanRules,
  reasons: ReadonlyMap<TaskId, string>,
): string | undefined {
  if (task.state !== 'complete') return 'it is not as it was recorded';
  if (needed.has(task.id)) return 'a task that has yet to run needs it';
  const reason = reasons.get(task.id);
  if (reason !== undefined) return reason;
  const onDisk = task.record?.outputs.some(({ file }) => file !== '') ?? false;
  return onDisk ? undefined : 'it is a record in the store, no file';
}
