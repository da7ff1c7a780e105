import { join } from 'node:path';
import type { RunView } from '../../core/engine/attachClient.ts';
import type { Engine } from '../../core/engine/engine.ts';
import type { TaskState, TaskStatus } from '../../core/engine/status.ts';
import { describeSeconds, grouped } from './progressLine.ts';
import { shortened } from './shortened.ts';
import { alignColumns } from './terminal.ts';

/** Reasons why tasks wait that are told; each names a file, so they hardly repeat. */
const mostReasons = 3;

/** Longer values are lists that `--json` prints in full. */
const shownValue = 500;

/** What came of a run, for a person: states by family, and why tasks wait; a single task whole. */
export async function summaryText(engine: Engine, run: RunView): Promise<string> {
  const rows = new Map<string, Map<TaskState, number>>();
  let only: TaskStatus | undefined;
  let requested = 0;
  const reasons = new Set<string>();
  for (const status of run.tasks()) {
    const row = rows.get(status.family) ?? new Map<TaskState, number>();
    row.set(status.state, (row.get(status.state) ?? 0) + 1);
    rows.set(status.family, row);
    if (status.state === 'waiting') reasons.add(status.why);
    if (status.requested) {
      requested += 1;
      only = status;
    }
  }
  for (const [family, count] of run.counted()) {
    const row = rows.get(family) ?? new Map<TaskState, number>();
    rows.set(family, row.set('reused', (row.get('reused') ?? 0) + count));
    requested += count;
  }
  const lines = [...rows].map(([family, row]) => [
    family,
    [...row].map(([state, count]) => `${grouped(count)} ${state}`).join(', '),
  ]);
  const { startedAt, finishedAt } = run.progress();
  const seconds = (Date.parse(finishedAt ?? startedAt) - Date.parse(startedAt)) / 1000;
  const end = `Done in ${describeSeconds(seconds)}.\n`;
  if (requested === 1 && only !== undefined) {
    return `${await oneTask(engine, only)}${alignColumns(lines)}${end}`;
  }
  return `${alignColumns([...lines, ...waitingLines([...reasons])])}${end}`;
}

function waitingLines(reasons: readonly string[]): string[][] {
  const told = reasons.slice(0, mostReasons).map((why, i) => [i === 0 ? 'waiting' : '', why]);
  const more = reasons.length - told.length;
  return more > 0
    ? [...told, ['', `and ${grouped(more)} more; \`astra plan\` with --why lists all`]]
    : told;
}

/** A single task is shown whole: what it gave, where it is, or why not. */
async function oneTask(engine: Engine, status: TaskStatus): Promise<string> {
  const [task = status] = await engine.withRecorded([status]);
  const lines: string[][] = [['  state', `${task.state}: ${task.why}`]];
  if (typeof task.result === 'object' && task.result !== null) {
    for (const [name, value] of Object.entries(task.result)) {
      lines.push([
        `  ${name}`,
        value === null ? '—' : shortened(JSON.stringify(value), shownValue),
      ]);
    }
  }
  for (const path of task.outputs) {
    lines.push(['  written to', join(engine.workspace.layout.root, path)]);
  }
  return `${task.family} ${task.subject}\n${alignColumns(lines)}\n`;
}
