import type { TaskId } from '../task/task.ts';
import { sameVersion, type StoredTask } from './storedTask.ts';

/**
 * Why each task could not be made again as it was, in words; absent for those that could. A task is
 * rebuildable if its family is here in the same version and with the same code, and everything it
 * was made from is here or rebuildable itself.
 *
 * @param tasks requirements before their consumers
 */
export function notRebuildable(tasks: readonly StoredTask[]): Map<TaskId, string> {
  const byId = new Map<TaskId, StoredTask>();
  const reasons = new Map<TaskId, string>();
  for (const task of tasks) {
    const reason = reasonOf(task, byId, reasons);
    byId.set(task.id, task);
    if (reason !== undefined) reasons.set(task.id, reason);
  }
  return reasons;
}

function reasonOf(
  task: StoredTask,
  byId: ReadonlyMap<TaskId, StoredTask>,
  reasons: ReadonlyMap<TaskId, string>,
): string | undefined {
  if (task.kind === 'source') {
    return task.state === 'present' ? undefined : `its source ${task.subject} is not here`;
  }
  return ownReason(task) ?? inputReason(task, byId, reasons);
}

function ownReason({ kind, record, current, requirements }: StoredTask): string | undefined {
  if (kind !== 'made') return undefined;
  if (record === undefined) return 'it has no record';
  if (current === undefined) return 'its family is not known here';
  if (!sameVersion(record.version, current.version)) {
    return `it was made by version ${record.version}, and ${current.version} is here`;
  }
  if (record.code !== current.code) return 'the code of its family changed since';
  const known = new Set(requirements);
  if (record.inputs.some(({ id }) => !known.has(id))) {
    return 'it asked for more while it ran, which may not be here';
  }
  return undefined;
}

function inputReason(
  { requirements }: StoredTask,
  byId: ReadonlyMap<TaskId, StoredTask>,
  reasons: ReadonlyMap<TaskId, string>,
): string | undefined {
  for (const id of requirements) {
    const input = byId.get(id);
    if (input === undefined) return 'one of its inputs is not known';
    const name = `${input.family} ${input.subject}`;
    switch (input.state) {
      case 'complete': // it stays, or goes because it can be made again
      case 'present':
        break;
      case 'cleaned': {
        const reason = reasons.get(id);
        if (reason !== undefined) return `its input ${name} cannot be made again: ${reason}`;
        break;
      }
      case 'stale':
        return `its input ${name} is out of date`;
      case 'absent':
        return `its source ${name} is not here`;
    }
  }
  return undefined;
}
