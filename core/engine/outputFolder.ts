import { join } from 'node:path';
import type { TaskRecord } from '../store/record.ts';
import type { TaskId } from '../task/task.ts';

/** `outputs/<Family>/<2 hex>/<id>`: where a task's outputs appear, all at once. */
export function outputFolder(outputs: string, family: string, id: TaskId): string {
  return join(outputs, family, id.slice(0, 2), id);
}

/** Workspace-relative POSIX paths of a task's outputs on disk. */
export function outputPaths(record: Pick<TaskRecord, 'family' | 'id' | 'outputs'>): string[] {
  const folder = `outputs/${record.family}/${record.id.slice(0, 2)}/${record.id}`;
  return record.outputs.flatMap(({ file }) => (file === '' ? [] : [`${folder}/${file}`]));
}

/** Beside its final place, so that the rename stays within one folder of one file system. */
export function temporaryFolder(outputs: string, family: string, id: TaskId, run: string): string {
  return join(outputs, family, id.slice(0, 2), `.new-${run}-${id}`);
}

/** Where outputs that are about to be replaced stand for the length of two renames. */
export function replacedFolder(outputs: string, family: string, id: TaskId, run: string): string {
  return join(outputs, family, id.slice(0, 2), `.old-${run}-${id}`);
}

/** What a left-over folder of an interrupted run is, from its name; undefined for anything else. */
export function parseLeftover(
  name: string,
): { kind: 'new' | 'old'; run: string; id: TaskId } | undefined {
  const match = /^\.(new|old)-(.+)-([0-9a-f]{32})$/.exec(name);
  if (match === null) return undefined;
  const [, kind, run = '', id = ''] = match;
  return { kind: kind === 'new' ? 'new' : 'old', run, id: id as TaskId };
}
