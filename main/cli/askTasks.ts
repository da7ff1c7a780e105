import type { Engine } from '../../core/engine/engine.ts';
import { Problem } from '../../core/problem/problem.ts';
import type { Task } from '../../core/task/task.ts';
import { readBatch } from './batch.ts';
import { faultsProblem, parseAssignments, requestOne } from './requestArguments.ts';
import type { Terminal } from './terminal.ts';

export interface TaskArguments {
  readonly family: string;
  readonly words: readonly string[];
  readonly batch?: string;
  readonly sweep?: readonly string[];
}

/** At most this many notes are shown; a batch repeats itself. */
const mostNotes = 10;

/** All tasks that a command line names: one, a row each of a batch file, or a sweep. */
export async function askTasks(
  engine: Engine,
  terminal: Terminal,
  asked: TaskArguments,
): Promise<Task[]> {
  const shared = parseAssignments(asked.words);
  const sweeps = parseSweeps(asked.sweep ?? []);
  const notes = new Set<string>();
  const tasks: Task[] = [];
  const { workingDirectory } = terminal;

  if (asked.batch === undefined) {
    for (const texts of combinations(shared, sweeps)) {
      const one = requestOne(engine, asked.family, texts, workingDirectory, { mustExist: true });
      tasks.push(one.task);
      for (const note of one.notes) notes.add(note);
    }
  } else {
    engine.registry.get(asked.family); // an unknown family is reported before the file is read
    for await (const { line, texts } of readBatch(asked.batch, terminal.stdin)) {
      for (const combined of combinations({ ...shared, ...texts }, sweeps)) {
        const request = requestRow(engine, asked, combined, workingDirectory, line);
        tasks.push(request.task);
        for (const note of request.notes) notes.add(note);
      }
    }
  }
  const list = [...notes];
  for (const note of list.slice(0, mostNotes)) terminal.err(`astra: ${note}\n`);
  if (list.length > mostNotes)
    terminal.err(`astra: and ${list.length - mostNotes} more such notes\n`);
  return tasks;
}

function requestRow(
  engine: Engine,
  { family, batch = '' }: TaskArguments,
  texts: Readonly<Record<string, string>>,
  workingDirectory: string,
  line: number,
) {
  try {
    const request = engine.request(family, texts, workingDirectory);
    if (!request.ok) throw faultsProblem(family, request.faults);
    return request;
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { code, message, where, advice } = error;
    throw new Problem(code, message, {
      where: { file: batch, line, ...where },
      ...(advice === undefined ? {} : { advice }),
    });
  }
}

/** `--sweep continuum_order=2,3,4`: each value once, in the order given. */
function parseSweeps(words: readonly string[]): [string, string[]][] {
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

/** Every combination of the sweeps, on top of the shared texts. */
function* combinations(
  shared: Readonly<Record<string, string>>,
  sweeps: readonly [string, string[]][],
): Generator<Readonly<Record<string, string>>> {
  const [first, ...others] = sweeps;
  if (first === undefined) {
    yield shared;
    return;
  }
  const [name, values] = first;
  for (const value of values) yield* combinations({ ...shared, [name]: value }, others);
}
