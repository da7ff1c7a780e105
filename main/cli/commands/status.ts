import { readTaskLog } from '../../../core/engine/taskLog.ts';
import type { Engine } from '../../../core/engine/engine.ts';
import {
  describeProblem,
  fromProblemData,
  Problem,
  toProblemData,
  type ProblemData,
} from '../../../core/problem/problem.ts';
import type { TaskRecord } from '../../../core/store/record.ts';
import type { Store } from '../../../core/store/store.ts';
import { exitCode } from '../exitCode.ts';
import { describeSeconds } from '../progressLine.ts';
import { openReader, type WorkspaceOptions } from '../session.ts';
import { shortened } from '../shortened.ts';
import { alignColumns, printJson, type Terminal } from '../terminal.ts';

/** Longer values are lists that `--json` prints in full. */
const shownValue = 500;

export interface StatusOptions extends WorkspaceOptions {
  readonly json?: boolean;
}

/** `astra status [ID]`: the last runs and what is recorded, or one task. */
export async function statusCommand(
  terminal: Terminal,
  id: string | undefined,
  options: StatusOptions,
): Promise<void> {
  const engine = await openReader(terminal, options);
  try {
    if (id === undefined) await showRuns(terminal, engine, options.json === true);
    else await showTask(terminal, engine, id, options.json === true);
  } finally {
    await engine.close();
  }
}

async function showRuns(terminal: Terminal, engine: Engine, json: boolean): Promise<void> {
  const runs = (await engine.store?.runs(20)) ?? [];
  const families = [...((await engine.store?.countByFamily()) ?? new Map<string, number>())];
  const holder = engine.holder() ?? null;
  const { root } = engine.workspace.layout;
  if (json) {
    printJson(terminal, {
      workspace: root,
      working: holder,
      complete: Object.fromEntries(families),
      runs: runs.map(({ counts, ...run }) => ({ ...run, counts: JSON.parse(counts) as unknown })),
    });
    return;
  }
  terminal.out(
    `${root}\n${holder === null ? 'nobody is working here now' : `${holder} is working here`}\n`,
  );
  if (families.length > 0) terminal.out('\nComplete\n');
  terminal.out(alignColumns(families.map(([family, count]) => [`  ${family}`, String(count)])));
  if (runs.length > 0) terminal.out('\nRuns\n');
  terminal.out(
    alignColumns(runs.map((run) => [`  ${run.startedAt}`, run.family, run.state, run.run])),
  );
}

async function showTask(
  terminal: Terminal,
  engine: Engine,
  id: string,
  json: boolean,
): Promise<void> {
  const record = await findRecord(engine.store, id).catch(onlyIfUnknown);
  if (record instanceof Problem) {
    await showFailures(terminal, engine, id, json, record);
    return;
  }
  const attempts = (await engine.store?.attempts(record.id)) ?? [];
  if (json) {
    printJson(terminal, { ...record, attempts });
    return;
  }
  terminal.out(`${record.family} ${record.version} ${record.subject}\n`);
  terminal.out(
    alignColumns([
      ['id', record.id],
      ['finished', `${record.finishedAt}, took ${describeSeconds(record.seconds)}`],
      ['run', record.run],
      ...Object.entries(record.params).map(([name, value]) => [name, shortened(value, shownValue)]),
      ...record.inputs.map((input) => [
        'input',
        input.kind === 'source' ? input.path : `task ${input.id}`,
      ]),
      ...record.outputs.map(({ name, file, size }) => ['output', `${name} ${file} ${size} bytes`]),
      ...attempts.map(({ finishedAt, outcome, why }) => [
        'history',
        `${finishedAt} ${outcome}: ${why}`,
      ]),
    ]),
  );
}

function onlyIfUnknown(error: unknown): Problem {
  if (error instanceof Problem && error.code === 'unknown-id') return error;
  throw error;
}

/** A task that was never complete has a history all the same. */
async function showFailures(
  terminal: Terminal,
  engine: Engine,
  id: string,
  json: boolean,
  unknown: Problem,
): Promise<void> {
  const attempts = /^[0-9a-f]{4,32}$/.test(id)
    ? ((await engine.store?.attemptsById(id, 100)) ?? [])
    : [];
  const [first] = attempts;
  if (first === undefined) throw unknown;
  const told = attempts.map(({ problem, params, ...attempt }) => ({
    ...attempt,
    problem: problem === null ? null : fromProblemData(JSON.parse(problem) as ProblemData),
    params: typeof params === 'string' ? (JSON.parse(params) as Record<string, string>) : {},
  }));
  if (json) {
    const documents = told.map(({ problem, ...attempt }) => ({
      ...attempt,
      problem: problem === null ? null : toProblemData(problem),
    }));
    printJson(terminal, {
      id: first.id,
      family: first.family,
      complete: false,
      attempts: documents,
    });
    return;
  }
  terminal.out(`${first.family}, never complete\n`);
  terminal.out(
    alignColumns(
      told.map(({ finishedAt, outcome, problem, why }) => [
        'history',
        `${finishedAt} ${outcome}: ${problem === null ? why : describeProblem(problem)}`,
      ]),
    ),
  );
}

/** @throws Problem `unknown-id` | `ambiguous-id` */
export async function findRecord(store: Store | undefined, id: string): Promise<TaskRecord> {
  checkId(id);
  const found = (await store?.recordsById(id, 3)) ?? [];
  const [only, ...others] = found;
  if (only === undefined) throw new Problem('unknown-id', `no complete task has the id ${id}`);
  if (others.length > 0) {
    throw new Problem(
      'ambiguous-id',
      `several ids begin with ${id}: ${found.map((r) => r.id).join(', ')}`,
    );
  }
  return only;
}

/** @throws Problem `unknown-id`; ids also name files, so nothing else may pass */
function checkId(id: string): void {
  if (/^[0-9a-f]{4,32}$/.test(id)) return;
  throw new Problem('unknown-id', `"${id}" is no task id`, {
    advice: 'Give at least 4 of its hexadecimal digits',
  });
}

/** `astra log ID`: what the task said while it ran. */
export async function logCommand(
  terminal: Terminal,
  id: string,
  options: StatusOptions,
): Promise<void> {
  checkId(id);
  const engine = await openReader(terminal, options);
  try {
    const lines = readTaskLog(engine.workspace.layout.log, id);
    if (options.json === true) printJson(terminal, { id, lines });
    else for (const { at, level, text } of lines) terminal.out(`${at} ${level} ${text}\n`);
    if (lines.length === 0) {
      if (options.json !== true) terminal.err(`astra: there is no log of ${id}\n`);
      terminal.exit(exitCode.nothing);
    }
  } finally {
    await engine.close();
  }
}
