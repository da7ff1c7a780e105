import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { TaskId } from '../task/task.ts';
import type { LogLine } from './pool.ts';

/**
 * What tasks say while they run, kept apart from their outputs: `<2 hex>/<id>.jsonl` in the
 * workspace's log folder, a line each, oldest first. Logs of earlier attempts stay above.
 */
export function appendTaskLog(folder: string, id: TaskId, lines: readonly LogLine[]): void {
  const shard = join(folder, id.slice(0, 2));
  mkdirSync(shard, { recursive: true });
  const text = lines.map(({ at, level, text: said }) => JSON.stringify({ at, level, text: said }));
  appendFileSync(join(shard, `${id}.jsonl`), `${text.join('\n')}\n`);
}

/** The lines of a task, by id or the beginning of it; empty if it never said anything. */
export function readTaskLog(folder: string, id: string): LogLine[] {
  const shard = join(folder, id.slice(0, 2));
  if (!existsSync(shard)) return [];
  const names = readdirSync(shard).filter((name) => name.startsWith(id));
  return names.flatMap((name) =>
    readFileSync(join(shard, name), 'utf8')
      .split('\n')
      .filter((line) => line !== '')
      .map((line) => JSON.parse(line) as LogLine),
  );
}
