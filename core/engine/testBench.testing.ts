import { existsSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onTestFinished } from 'vitest';
import type { Task, TaskId } from '../task/task.ts';
import type { Settings } from '../workspace/settings.ts';
import { createWorkspace, openWorkspace } from '../workspace/workspace.ts';
import { Engine } from './engine.ts';
import type { Plan, StreamOptions } from './planning/planNode.ts';
import type { Run, RunOptions } from './run.ts';
import type { EngineEvent, RunProgress, TaskStatus } from './status.ts';
import { testRegistry, traceLines } from './testFamilies.testing.ts';
import { describeWhy } from './planning/why.ts';

export const workerEntry = new URL('./testWorker.testing.ts', import.meta.url);

/** The end of a run, as a test looks at it. */
export interface Finished {
  readonly progress: RunProgress;
  readonly tasks: ReadonlyMap<TaskId, TaskStatus>;
  readonly events: readonly EngineEvent[];
  /** `Family subject: state`, in the plan's order. */
  readonly states: readonly string[];
  readonly of: (task: Task) => TaskStatus;
}

/** A workspace of its own in a temporary folder, removed with everything after the test. */
export class TestBench {
  readonly root: string;
  readonly trace: string;
  #engine: Engine | undefined;

  constructor(settings: Partial<Settings> = {}) {
    this.root = mkdtempSync(join(tmpdir(), 'astra-engine-'));
    this.trace = join(this.root, 'trace.txt');
    createWorkspace(this.root, { workers: 2, useSasBaseDir: false, ...settings });
    onTestFinished(async () => {
      await this.close();
      rmSync(this.root, { recursive: true, force: true });
    });
  }

  path(...names: string[]): string {
    return join(this.root, ...names);
  }

  get workspace() {
    return openWorkspace(this.root, { home: this.root, workingDirectory: this.root });
  }

  options(code?: string) {
    const registry = testRegistry(code);
    const random = () => 0; // retries come back after half their usual time
    return { workspace: this.workspace, registry, workerEntry, what: 'the test', random };
  }

  /** Opens the engine if it is not open yet. */
  async engine(code?: string): Promise<Engine> {
    return (this.#engine ??= await Engine.open(this.options(code)));
  }

  async close(): Promise<void> {
    const engine = this.#engine;
    this.#engine = undefined;
    await engine?.close();
  }

  async reopen(code?: string): Promise<Engine> {
    await this.close();
    return this.engine(code);
  }

  write(name: string, content: string, mtime?: number): void {
    writeFileSync(this.path(name), content);
    if (mtime !== undefined) utimesSync(this.path(name), mtime, mtime);
  }

  /** What has run since the last call. */
  ran(): string[] {
    const lines = traceLines(this.trace);
    rmSync(this.trace, { force: true });
    return lines;
  }

  async plan(tasks: readonly Task[], options: StreamOptions = {}): Promise<Plan> {
    return (await this.engine()).plan(tasks, options);
  }

  /** Why each task that would do something would, in words, by `Family`. */
  async why(...tasks: Task[]): Promise<Record<string, string>> {
    const { nodes } = await this.plan(tasks);
    return Object.fromEntries(
      nodes.map(({ node, action, why }) => [
        node.task.family.family,
        `${action}: ${describeWhy(why)}`,
      ]),
    );
  }

  async run(
    tasks: readonly Task[],
    options: RunOptions &
      StreamOptions & {
        during?: (run: Run, events: readonly EngineEvent[]) => void | Promise<void>;
      } = {},
  ): Promise<Finished> {
    const engine = await this.engine();
    const plan = await engine.plan(tasks, options);
    const events: EngineEvent[] = [];
    const run = engine.run(plan, 'test', (event) => events.push(event), options);
    const execution = run.execute();
    await options.during?.(run, events);
    const progress = await execution;
    const statuses = await engine.withRecorded([...run.tasks()]);
    const tasksById = new Map(statuses.map((status) => [status.id, status]));
    return {
      progress,
      tasks: tasksById,
      events,
      states: statuses.map(({ family, subject, state }) => `${family} ${subject}: ${state}`),
      of: (task) => {
        const status = statuses.find(
          ({ family, id }) =>
            family === task.family.family && plan.byId.get(id)?.node.task.key === task.key,
        );
        if (status === undefined) throw new Error(`no ${task.family.family} in this run`);
        return status;
      },
    };
  }

  /** Everything below `outputs/`, as paths relative to it. */
  outputs(): string[] {
    const folder = this.path('outputs');
    if (!existsSync(folder)) return [];
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .map((entry) => join(entry.parentPath, entry.name).slice(folder.length + 1))
      .sort();
  }

  /** Folders of unfinished or replaced outputs. */
  leftovers(): string[] {
    return this.outputs().filter((path) => /(^|\/)\.(new|old)-/.test(path));
  }
}

/** Resolves once the condition holds; rejects after some seconds. */
export async function until(condition: () => boolean, seconds = 10): Promise<void> {
  const end = performance.now() + seconds * 1000;
  while (!condition()) {
    if (performance.now() > end) throw new Error('waited in vain');
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}
