import { join } from 'node:path';
import { runName } from '../../../core/api/runName.ts';
import { AttachedEngine, type RunView } from '../../../core/engine/attachClient.ts';
import { Engine } from '../../../core/engine/engine.ts';
import { socketPath } from '../../../core/engine/socketPath.ts';
import type { EngineEvent, TaskState, TaskStatus } from '../../../core/engine/status.ts';
import { Problem } from '../../../core/problem/problem.ts';
import type { TaskId } from '../../../core/task/task.ts';
import {
  askTasks,
  isLargeBatch,
  planAsked,
  tasksAsked,
  type AskedTasks,
  type TaskArguments,
} from '../askTasks.ts';
import { exitCode, type ExitCode } from '../exitCode.ts';
import { ProgressLine } from '../progressLine.ts';
import { summaryText } from '../runSummary.ts';
import { openEngine, openReader, type WorkspaceOptions } from '../session.ts';
import type { Terminal } from '../terminal.ts';

export interface RunOptions extends WorkspaceOptions {
  readonly json?: boolean;
  readonly events?: boolean;
  readonly batch?: string;
  readonly sweep?: readonly string[];
  readonly workers?: number;
  readonly keepGoing?: boolean;
  readonly strict?: boolean;
  readonly verify?: boolean;
  readonly force?: boolean;
}

/** `astra run FAMILY… k=v…` */
export async function runCommand(
  terminal: Terminal,
  family: string,
  words: readonly string[],
  options: RunOptions,
): Promise<void> {
  const asked: TaskArguments = {
    family,
    words,
    ...(options.batch === undefined ? {} : { batch: options.batch }),
    ...(options.sweep === undefined ? {} : { sweep: options.sweep }),
  };
  await runTasks(terminal, options, (engine) => askTasks(engine, terminal, asked));
}

/** Runs tasks here, or with the engine that works in the workspace already; then tells the end. */
export async function runTasks(
  terminal: Terminal,
  options: RunOptions,
  ask: (engine: Engine) => AskedTasks,
): Promise<void> {
  const manyTasks = isLargeBatch(terminal, options.batch);
  const opening = openEngine(terminal, { ...options, manyTasks }, 'astra run');
  const own = await opening.catch(onlyIfBusy);
  const engine = own instanceof Engine ? own : await openReader(terminal, options);
  const progress = new ProgressLine(terminal);
  const interrupt = new Interrupt(terminal);
  const emit = (event: EngineEvent) => tell(terminal, options, progress, event);
  try {
    const asked = ask(engine);
    const { signal } = interrupt;
    const view =
      own instanceof Engine
        ? await runHere(terminal, own, options, asked, emit, signal)
        : await runThere(terminal, engine, own, options, asked, emit, signal);
    progress.end();
    if (view.progress().planned === 0) {
      terminal.err('astra: there is nothing to run: the batch holds no rows\n');
      terminal.exit(exitCode.nothing);
    } else await conclude(terminal, engine, view, options);
    await engine.drained();
    if (!signal.aborted && madeMuch(view) && 'batch' in asked) await engine.remember(asked);
  } catch (error) {
    if (!(error instanceof Problem && error.code === 'cancelled')) throw error;
    progress.end();
    terminal.err('astra: stopped before anything was run\n');
    terminal.exit(exitCode.cancelled);
  } finally {
    interrupt.done();
    await engine.close();
  }
}

/** Tasks from which on it is worth a moment to remember the batch when it is done. */
const much = 20_000;

function madeMuch(run: RunView): boolean {
  const { state, counts } = run.progress();
  return state === 'done' && counts.ran >= much && counts.failed + counts.blocked === 0;
}

/** A workspace in which somebody works is no failure yet: the run can be queued there. */
function onlyIfBusy(error: unknown): Problem {
  if (error instanceof Problem && error.code === 'workspace-busy') return error;
  throw error;
}

async function runHere(
  terminal: Terminal,
  engine: Engine,
  options: RunOptions,
  asked: AskedTasks,
  emit: (event: EngineEvent) => void,
  signal: AbortSignal,
): Promise<RunView> {
  await engine.offerToOthers({
    queued: (_run, other) => {
      terminal.err(`astra: another command queued a run of ${other} here\n`);
      return () => undefined;
    },
  });
  const wanted = { ...planOptions(options), onWork: engine.warmWorkers };
  const plan = await planAsked(engine, terminal, asked, wanted, signal);
  const run = engine.run(plan, nameOf(asked), emit, { keepGoing: options.keepGoing !== false });
  signal.addEventListener('abort', () => run.cancel(), { once: true });
  await engine.inTurn(run);
  return run;
}

async function runThere(
  terminal: Terminal,
  reader: Engine,
  busy: Problem,
  options: RunOptions,
  asked: AskedTasks,
  emit: (event: EngineEvent) => void,
  signal: AbortSignal,
): Promise<RunView> {
  const path = socketPath(reader.workspace.layout.state, process.platform);
  const attached = await connectPatiently(path);
  if (attached === undefined) throw busy;
  terminal.err(
    `astra: ${reader.holder() ?? 'another program'} works here; the run is queued there\n`,
  );
  const tasks = tasksAsked(reader, terminal, asked);
  const wanted = { ...planOptions(options), keepGoing: options.keepGoing !== false };
  return attached.run(nameOf(asked), tasks, wanted, emit, signal);
}

/** What the run is called where runs are listed. */
function nameOf(asked: AskedTasks): string {
  return runName(
    'batch' in asked ? asked.batch.request.families : asked.map(({ family }) => family.family),
  );
}

/** A process that has just taken the lock listens a moment later. */
async function connectPatiently(path: string): Promise<AttachedEngine | undefined> {
  for (let attempt = 0; attempt < 30; attempt += 1) {
    const attached = await AttachedEngine.connect(path);
    if (attached !== undefined) return attached;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  return undefined;
}

function planOptions(options: RunOptions) {
  return {
    verify: options.verify === true,
    force: options.force === true,
    keepAll: options.json === true,
  };
}

function tell(
  terminal: Terminal,
  options: RunOptions,
  progress: ProgressLine,
  event: EngineEvent,
): void {
  if (options.events === true) terminal.out(`${JSON.stringify({ schema: 1, ...event })}\n`);
  else progress.show(event);
}

/** The first Ctrl C stops in good order, the second at once. */
class Interrupt {
  readonly #abort = new AbortController();
  readonly #onSignal: () => void;

  constructor(terminal: Terminal) {
    this.#onSignal = () => {
      if (this.#abort.signal.aborted) process.exit(exitCode.cancelled);
      terminal.err('\nastra: stopping; press Ctrl C again to end at once\n');
      this.#abort.abort();
    };
    process.on('SIGINT', this.#onSignal);
    process.on('SIGTERM', this.#onSignal);
  }

  get signal(): AbortSignal {
    return this.#abort.signal;
  }

  done(): void {
    process.off('SIGINT', this.#onSignal);
    process.off('SIGTERM', this.#onSignal);
  }
}

async function conclude(
  terminal: Terminal,
  engine: Engine,
  run: RunView,
  options: RunOptions,
): Promise<void> {
  const { counts, planned, state } = run.progress();
  const { ran, reused, waiting, blocked, failed, cancelled } = counts;
  if (options.json === true) {
    const summary = { planned, ran, reused, waiting, blocked, failed, cancelled };
    const head = JSON.stringify({ schema: 1, run: run.id, ...summary });
    terminal.out(`${head.slice(0, -1)},"tasks":[`);
    let separator = '';
    for await (const task of describeTasks(engine, run)) {
      terminal.out(`${separator}${JSON.stringify(task)}`);
      separator = ',';
    }
    terminal.out(']}\n');
  } else if (options.events !== true) {
    terminal.out(await summaryText(engine, run));
  }
  terminal.exit(endCode(state === 'cancelled', failed + blocked > 0, waiting > 0, options));
}

function endCode(
  cancelled: boolean,
  failed: boolean,
  waiting: boolean,
  options: RunOptions,
): ExitCode {
  if (cancelled) return exitCode.cancelled;
  if (failed || (waiting && options.strict === true)) return exitCode.failed;
  return exitCode.done;
}

interface TaskDocument {
  readonly id: TaskId;
  readonly family: string;
  readonly subject: string;
  readonly state: TaskState;
  readonly why: string;
  readonly outputs: readonly string[];
  readonly result?: unknown;
  readonly seconds: number | null;
  readonly error?: unknown;
}

/** Every task of the run, with absolute paths; what was reused is looked up in the store. */
async function* describeTasks(engine: Engine, run: RunView): AsyncGenerator<TaskDocument> {
  const { root } = engine.workspace.layout;
  for await (const status of withRecorded(engine, run)) {
    const { id, family, subject, state, why, outputs, result, seconds, problem } = status;
    yield {
      id,
      family,
      subject,
      state,
      why,
      outputs: outputs.map((path) => join(root, path)),
      ...(result === undefined || result === null ? {} : { result }),
      seconds,
      ...(problem === undefined || state !== 'failed' ? {} : { error: problem }),
    };
  }
}

/** Reused tasks carry the outputs and the result of their record. */
async function* withRecorded(engine: Engine, run: RunView): AsyncGenerator<TaskStatus> {
  let page: TaskStatus[] = [];
  for (const status of run.tasks()) {
    page.push(status);
    if (page.length < 500) continue;
    yield* await engine.withRecorded(page);
    page = [];
  }
  yield* await engine.withRecorded(page);
}
