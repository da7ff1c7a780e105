import { existsSync, mkdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, extname } from 'node:path';
import { Problem, toProblemData } from '../problem/problem.ts';
import type { InputPrint, TaskRecord } from '../store/record.ts';
import type { InputHandle, Inputs, TaskFamily } from '../task/family.ts';
import type { JsonValue } from '../task/output.ts';
import type { Command, ServiceReply, ServiceRequest } from '../task/service.ts';
import { parameterTexts, taskOf, type Task, type TaskId } from '../task/task.ts';
import type { Job, JobInput, JobOutcome, RunSettings, Wanted } from './job.ts';
import type { JournalWriter } from './journal.ts';
import { outputFolder, replacedFolder, temporaryFolder } from './outputFolder.ts';
import { fileSystemProblem } from './fileSystemProblem.ts';
import { digestOf } from './hashOutput.ts';
import { SourceReader } from './sourceReader.ts';
import { openWriters } from './writers.ts';

export interface JobHooks {
  /** The unit's set-up; rejects where that failed, and then every member fails with its reason. */
  readonly prepared: () => Promise<unknown>;
  readonly signal: AbortSignal;
  readonly progress: (fraction: number) => void;
  readonly log: (text: string, level?: 'info' | 'warning') => void;
  readonly now: () => Date;
  /** Kept from task to task by whoever runs one after the other. */
  readonly sources?: SourceReader;
  readonly service: (request: ServiceRequest) => Promise<ServiceReply>;
}

/** Results larger than this stay in their file and are read from there. */
const largestKeptResult = 65_536;

/** Thrown by `need` to leave `run`; the task is started again later. */
class NeedsMore extends Error {
  readonly tasks: readonly Wanted[];
  constructor(tasks: readonly Wanted[]) {
    super('more requirements are needed');
    this.tasks = tasks;
  }
}

/**
 * Runs one task and puts its outputs in place: all under a temporary name, hashed, then one rename
 * and one journal line. Whatever goes wrong, no output is left half-written and the temporary
 * folder is gone.
 */
export async function executeJob(
  job: Job,
  family: TaskFamily,
  settings: RunSettings,
  journal: JournalWriter,
  hooks: JobHooks,
): Promise<JobOutcome> {
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const temporary = temporaryFolder(settings.outputs, job.family, job.id, settings.run);
  try {
    if (hooks.signal.aborted) return { kind: 'cancelled' };
    if (job.kind === 'fetch') {
      await fetchSource(job, family, hooks);
      return { kind: 'fetched', seconds: seconds() };
    }
    makeEmpty(temporary);
    const record = await produce(job, family, settings, hooks, temporary, seconds);
    const undo = putInPlace(temporary, settings, record);
    try {
      journal.append({ type: 'done', record, why: job.why });
    } catch (error) {
      undo.back(); // without its line the output would belong to nobody
      throw error;
    }
    undo.settle();
    return { kind: 'done', record };
  } catch (error) {
    rmSync(temporary, { recursive: true, force: true });
    if (error instanceof NeedsMore) return { kind: 'needs', tasks: error.tasks };
    if (hooks.signal.aborted) return { kind: 'cancelled' };
    return { kind: 'failed', problem: toProblemData(fileSystemProblem(error)), seconds: seconds() };
  }
}

async function fetchSource(job: Job, family: TaskFamily, hooks: JobHooks): Promise<void> {
  if (job.target === undefined) throw new Error(`${job.family} has nowhere to fetch to`);
  const { path, relative } = job.target;
  mkdirSync(dirname(path), { recursive: true });
  const { signal, progress } = hooks;
  await family.fetch(job.values, { path, relative, signal, progress });
  if (!existsSync(path)) {
    throw new Problem('fetch-incomplete', 'the file is not here although its fetch ended well', {
      where: { file: path },
    });
  }
}

async function produce(
  job: Job,
  family: TaskFamily,
  settings: RunSettings,
  hooks: JobHooks,
  folder: string,
  seconds: () => number,
): Promise<TaskRecord> {
  const task = taskOf(family, job.values);
  const texts = parameterTexts(task);
  const used = [...job.inputs, ...job.behind, ...job.dynamic];
  const sources = hooks.sources ?? new SourceReader();
  sources.begin();
  const contents = new Map<string, Uint8Array>();
  const before = used.flatMap((input) => printOf(input, sources, contents));
  if (family.code !== '') sources.forget(); // a user's own code may write where it should only read
  const writers = openWriters(family, folder, {
    ...texts,
    subject: job.subject,
    'input.stem': stem(job.inputs[0]?.path ?? job.id),
  });
  const handles = new Map<TaskId, InputHandle>(
    job.dynamic.map((input) => [input.id, handleOf(input, contents)]),
  );
  await family.run({
    id: job.id,
    params: job.values,
    prepared: await hooks.prepared(),
    input: inputsOf(job.inputs, contents),
    outputs: writers.writers,
    progress: hooks.progress,
    log: hooks.log,
    signal: hooks.signal,
    need: (tasks) => needed(tasks, job.dynamic, handles),
    service: async (request) => {
      const reply = await hooks.service(request);
      if ('cleaned' in reply) return reply;
      throw new Error('the engine answered another question');
    },
    command: commandIn(folder, hooks),
  });
  hooks.signal.throwIfAborted();
  checkUnchanged(before, used);
  const { outputs, values } = writers.finish();
  const result = family.result === undefined ? null : (values.get(family.result) ?? null);
  return {
    id: job.id,
    family: job.family,
    version: family.version,
    subject: job.subject,
    params: texts,
    inputs: before,
    outputs,
    folderMtime: statSync(folder).mtimeMs,
    digest: digestOf(outputs.map(({ file, name, sha256 }) => ({ file: file || name, sha256 }))),
    code: family.code,
    result: keptResult(result),
    run: settings.run,
    finishedAt: hooks.now().toISOString(),
    seconds: seconds(),
  };
}

function keptResult(result: JsonValue): JsonValue {
  return JSON.stringify(result).length <= largestKeptResult ? result : null;
}

interface Replacement {
  /** The task is recorded: what was there before can go. */
  settle(): void;
  /** It cannot be recorded: everything as it was. */
  back(): void;
}

/** One rename for a new task, two where outputs are replaced; a crash between them is repaired. */
function putInPlace(
  temporary: string,
  settings: RunSettings,
  { family, id, outputs }: TaskRecord,
): Replacement {
  if (outputs.every(({ kind }) => kind === 'record')) {
    rmSync(temporary, { recursive: true, force: true }); // everything is in the record
    return { settle: () => undefined, back: () => undefined };
  }
  const final = outputFolder(settings.outputs, family, id);
  if (!existsSync(final)) {
    renameSync(temporary, final);
    return {
      settle: () => undefined,
      back: () => rmSync(final, { recursive: true, force: true }),
    };
  }
  const replaced = replacedFolder(settings.outputs, family, id, settings.run);
  rmSync(replaced, { recursive: true, force: true });
  renameSync(final, replaced);
  renameSync(temporary, final);
  return {
    settle: () => rmSync(replaced, { recursive: true, force: true }),
    back: () => {
      rmSync(final, { recursive: true, force: true });
      renameSync(replaced, final);
    },
  };
}

/** One system call where the shard is there and no earlier attempt left anything. */
function makeEmpty(folder: string): void {
  try {
    mkdirSync(folder);
  } catch {
    rmSync(folder, { recursive: true, force: true });
    mkdirSync(folder, { recursive: true });
  }
}

/** What is recorded of an input; the bytes of small sources go to `contents`, by path. */
function printOf(
  { id, name, path, print }: JobInput,
  sources: SourceReader,
  contents: Map<string, Uint8Array>,
): InputPrint[] {
  switch (print.kind) {
    case 'wrapper':
      return []; // nothing of its own; what it stands for is among the inputs
    case 'task':
      return [{ kind: 'task', id, name, digest: print.digest }];
    case 'source': {
      const { bytes, ...stamp } = sources.read(path, print.known);
      if (bytes !== undefined) contents.set(path, bytes);
      return [{ kind: 'source', id, name, path: print.path, ...stamp }];
    }
  }
}

/** A source that changed while it was read would be recorded with the wrong content. */
function checkUnchanged(before: readonly InputPrint[], used: readonly JobInput[]): void {
  const paths = new Map(used.map(({ id, path }) => [id, path]));
  for (const print of before) {
    const path = paths.get(print.id);
    if (print.kind !== 'source' || path === undefined) continue;
    const now = statSync(path);
    if (now.size === print.size && now.mtimeMs === print.mtime) continue;
    throw new Problem('input-changed', 'the file changed while the task was reading it', {
      where: { file: print.path },
      transient: true,
    });
  }
}

/** Programs run in the folder that becomes the task's outputs, unless the task says otherwise. */
function commandIn(folder: string, hooks: JobHooks): Command {
  return async (program, args = [], { cwd = folder, env = {} } = {}) => {
    hooks.signal.throwIfAborted();
    await hooks.service({ kind: 'command', program, args, cwd, env });
  };
}

type Contents = ReadonlyMap<string, Uint8Array>;

function handleOf(input: JobInput, contents: Contents): InputHandle {
  const { id, family, values, path, paths, result } = input;
  const bytes = contents.get(path);
  return { id, family, values, path, paths, result, ...(bytes === undefined ? {} : { bytes }) };
}

function inputsOf(inputs: readonly JobInput[], contents: Contents): Inputs {
  const all = (name?: string) =>
    inputs
      .filter((input) => name === undefined || input.name === name)
      .map((input) => handleOf(input, contents));
  return {
    all,
    one: (name) => {
      const [only, ...more] = all(name);
      if (only === undefined || more.length > 0) {
        throw new TypeError(`expected one requirement${name === undefined ? '' : ` "${name}"`}`);
      }
      return only;
    },
  };
}

function needed(
  tasks: readonly Task[],
  dynamic: readonly JobInput[],
  handles: ReadonlyMap<TaskId, InputHandle>,
): InputHandle[] {
  const found = tasks.map((task) => {
    const input = dynamic.find(
      ({ family, values }) =>
        family === task.family.family && taskOf(task.family, values).key === task.key,
    );
    return input === undefined ? undefined : handles.get(input.id);
  });
  if (found.some((handle) => handle === undefined)) {
    throw new NeedsMore(tasks.map(({ family, values }) => ({ family: family.family, values })));
  }
  return found.filter((handle) => handle !== undefined);
}

/** `apVisit-r5-7125-56557-285` of a path; without the second suffix of `.fits.gz`. */
function stem(path: string): string {
  const name = basename(path).replace(/\.(gz|bz2|zip|fz)$/, '');
  return name.slice(0, name.length - extname(name).length);
}
