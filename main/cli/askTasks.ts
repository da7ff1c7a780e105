import { createReadStream, existsSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Engine } from '../../core/engine/engine.ts';
import type { Asked } from '../../core/engine/planning/planFeeder.ts';
import { worthThread } from '../../core/engine/planning/planHere.ts';
import type { Plan, StreamOptions } from '../../core/engine/planning/planNode.ts';
import { Problem } from '../../core/problem/problem.ts';
import { combinations, sweepsOf, type Sweep } from '../../core/task/batch/batchRequest.ts';
import { estimateRows } from '../../core/task/batch/estimateRows.ts';
import { readBatchTasks } from '../../core/task/batch/batchTasks.ts';
import type { TaskFamily } from '../../core/task/family.ts';
import type { Task } from '../../core/task/task.ts';
import { familiesFirst, parseAssignments, requestOne } from './requestArguments.ts';
import type { Terminal } from './terminal.ts';

export interface TaskArguments {
  readonly family: string;
  /** More families, then parameters. */
  readonly words: readonly string[];
  readonly batch?: string;
  readonly sweep?: readonly string[];
}

/** At most this many notes are shown; a batch repeats itself. */
const mostNotes = 10;

/** Bytes of a batch file read at once. */
const readSize = 1 << 18;

/** Whether a batch file has so many rows that threads for planning are worth starting at once. */
export function isLargeBatch(terminal: Terminal, batch: string | undefined): boolean {
  if (batch === undefined) return false;
  const path = resolve(terminal.workingDirectory, batch);
  return batch === '-' || (existsSync(path) && estimateRows(path) >= worthThread);
}

/** The tasks of a command, before they are planned or handed to another engine. */
export type AskedTasks = readonly Task[] | Extract<Asked, { batch: unknown }>;

/**
 * What a command line asks for: one task, a sweep, or a batch file with a row each; of each family
 * that it names.
 *
 * @throws Problem with every fault of the parameters; `missing-file`
 */
export function askTasks(engine: Engine, terminal: Terminal, asked: TaskArguments): AskedTasks {
  const { families, parameters } = familiesFirst(engine.registry, asked.family, asked.words);
  const shared = parseAssignments(parameters);
  const sweeps = parseSweeps(asked.sweep ?? []);
  if (asked.batch === undefined) return askOnes(engine, terminal, families, shared, sweeps);
  const file = asked.batch;
  const path = resolve(terminal.workingDirectory, file);
  if (file !== '-' && !existsSync(path)) {
    throw new Problem('missing-file', 'there is no such batch file', { where: { file: path } });
  }
  const places = engine.places(terminal.workingDirectory);
  const request = { families, file, shared, sweeps };
  const rows = file === '-' ? 0 : estimateRows(path);
  const known = families.map((family) => engine.registry.get(family));
  const tasksOf = (family: TaskFamily) =>
    rows * [...combinations(sweepsOf(family, known, sweeps))].length;
  const counts = known.map((family) => [family.family, tasksOf(family)] as const);
  const expected = { tasks: counts.reduce((sum, [, tasks]) => sum + tasks, 0), families: counts };
  const batch = { request, places };
  if (file === '-') return { batch, bytes: bytesOf(() => terminal.stdin), expected };
  const open = () => createReadStream(path, { highWaterMark: readSize });
  return { batch, bytes: bytesOf(open), path, expected };
}

/** Opened when the first bytes are wanted. */
async function* bytesOf(open: () => NodeJS.ReadableStream): AsyncGenerator<Uint8Array> {
  const stream = open();
  for await (const chunk of stream) yield typeof chunk === 'string' ? Buffer.from(chunk) : chunk;
}

/** Plans what was asked for and says what was understood differently from how it was written. */
export async function planAsked(
  engine: Engine,
  terminal: Terminal,
  asked: AskedTasks,
  options: StreamOptions,
  signal?: AbortSignal,
): Promise<Plan> {
  if (!('batch' in asked)) return engine.plan(asked, options);
  const plan = await engine.planMany(asked, options, signal);
  sayNotes(terminal, plan.notes);
  return plan;
}

/** The tasks of a command one lot after the other, read here: for an engine in another process. */
export async function* tasksAsked(
  engine: Engine,
  terminal: Terminal,
  asked: AskedTasks,
): AsyncGenerator<readonly Task[]> {
  if (!('batch' in asked)) {
    yield asked;
    return;
  }
  const notes = new Set<string>();
  const { request, places } = asked.batch;
  yield* readBatchTasks(engine.registry, request, places, asked.bytes, notes);
  sayNotes(terminal, [...notes]);
}

function sayNotes(terminal: Terminal, notes: readonly string[]): void {
  for (const note of notes.slice(0, mostNotes)) terminal.err(`astra: ${note}\n`);
  if (notes.length > mostNotes) {
    terminal.err(`astra: and ${notes.length - mostNotes} more such notes\n`);
  }
}

function askOnes(
  engine: Engine,
  terminal: Terminal,
  together: readonly string[],
  shared: Readonly<Record<string, string>>,
  sweeps: readonly Sweep[],
): Task[] {
  const notes = new Set<string>();
  const families = together.map((name) => engine.registry.get(name));
  const tasks = families.flatMap((family) =>
    [...combinations(sweepsOf(family, families, sweeps))].map((swept) => {
      const texts = { ...shared, ...swept };
      const options = { mustExist: true, together };
      const one = requestOne(engine, family.family, texts, terminal.workingDirectory, options);
      for (const note of one.notes) notes.add(note);
      return one.task;
    }),
  );
  sayNotes(terminal, [...notes]);
  return tasks;
}

/** `--sweep continuum_order=2,3,4`: each value once, in the order given. */
function parseSweeps(words: readonly string[]): Sweep[] {
  return Object.entries(parseAssignments(words)).map(([name, text]) => {
    const values = text.split(',').map((value) => value.trim());
    if (values.includes('')) {
      throw new Problem('bad-parameter', 'a sweep has an empty value', {
        where: { parameter: name },
        advice: 'Write it as --sweep name=value,value',
      });
    }
    return [name, values];
  });
}
