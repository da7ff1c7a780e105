import { closeSync, existsSync, mkdirSync, openSync, readFileSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskId } from '../task/task.ts';
import type { LogLine } from './pool.ts';

/**
 * What tasks say while they run, kept apart from their outputs: `<2 hex>.jsonl` in the workspace's
 * log folder, by the beginning of the id, a line each, oldest first. Logs of earlier attempts stay
 * above. (A file for each task would cost more than many a task.)
 */
export function appendTaskLog(folder: string, id: TaskId, lines: readonly LogLine[]): void {
  const text = lines.map(({ at, level, text: said }) =>
    JSON.stringify({ id, at, level, text: said }),
  );
  const fd = openToAppend(folder, `${id.slice(0, 2)}.jsonl`);
  try {
    writeSync(fd, `${text.join('\n')}\n`);
  } finally {
    closeSync(fd);
  }
}

/** The lines of a task, by id or the beginning of it; empty if it never said anything. */
export function readTaskLog(folder: string, id: string): LogLine[] {
  const path = join(folder, `${id.slice(0, 2)}.jsonl`);
  if (id.length < 2 || !existsSync(path)) return [];
  const start = `{"id":"${id}`;
  return readFileSync(path, 'utf8')
    .split('\n')
    .filter((line) => line.startsWith(start))
    .map((line) => {
      const { at, level, text } = JSON.parse(line) as LogLine;
      return { at, level, text };
    });
}

function openToAppend(folder: string, name: string): number {
  try {
    return openSync(join(folder, name), 'a');
  } catch {
    mkdirSync(folder, { recursive: true });
    return openSync(join(folder, name), 'a');
  }
}
