import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
/* eslint-disable import-x/no-restricted-paths -- tests run tasks as the engine does */
import { executeJob } from '../../engine/executeJob.ts';
import type { Job, JobInput, JobOutcome } from '../../engine/job.ts';
import { JournalWriter } from '../../engine/journal.ts';
import { outputFolder } from '../../engine/outputFolder.ts';
import { SourceReader } from '../../engine/sourceReader.ts';
/* eslint-enable import-x/no-restricted-paths */
import { Expander } from '../../task/identity.ts';
import { requestTask, type ParameterTexts } from '../../task/request.ts';
import type { Task, TaskId } from '../../task/task.ts';
import { builtInFamilies } from '../builtInFamilies.ts';
import { noFetch } from '../files/archiveFetch.ts';

export interface TaskRun {
  readonly id: TaskId;
  readonly outcome: JobOutcome;
  readonly result: unknown;
  readonly log: readonly string[];
  /** Absolute path of an output of that file name. */
  readonly output: (name: string) => string;
}

/** A workspace that lasts for a test; runs tasks through the engine's own executor. */
export class TestWorkspace implements Disposable {
  readonly folder = mkdtempSync(join(tmpdir(), 'astra-tasks-'));
  readonly #registry = builtInFamilies(noFetch);
  /** As of one worker: a task finds what the one before has read. */
  readonly #sources = new SourceReader();
  readonly #journal = new JournalWriter(join(this.folder, '.astra/journal'), 'run', 'w0');

  constructor() {
    mkdirSync(join(this.folder, 'masks'));
  }

  path(...parts: string[]): string {
    return join(this.folder, ...parts);
  }

  /** The task that these texts ask for. */
  task(family: string, texts: ParameterTexts): Task {
    const places = {
      workspace: this.folder,
      sasRoots: [join(this.folder, 'sas')],
      workingDirectory: this.folder,
    };
    const request = requestTask(this.#registry.get(family), texts, places);
    if (!request.ok) throw new Error(JSON.stringify(request.faults));
    return request.task;
  }

  id(family: string, texts: ParameterTexts): TaskId {
    return new Expander().expand(this.task(family, texts)).id;
  }

  async run(family: string, texts: ParameterTexts): Promise<TaskRun> {
    const [only] = await this.runUnit(family, [texts]);
    if (only === undefined) throw new Error('no run');
    return only;
  }

  /** Several tasks that share one set-up, as a worker does with a unit. */
  async runUnit(family: string, members: readonly ParameterTexts[]): Promise<TaskRun[]> {
    let prepared: Promise<unknown> | undefined;
    const runs: TaskRun[] = [];
    for (const texts of members) {
      const { task, id, requirements } = new Expander().expand(this.task(family, texts));
      const inputs = requirements.map(({ name, node }): JobInput => {
        const source = node.task.family.source(node.task.values);
        if (source === undefined) throw new Error('only files are supported as requirements');
        const relative = source.kind === 'file' ? source.path : join('sas', source.relative);
        const path = resolve(this.folder, relative);
        return {
          id: node.id,
          name,
          family: node.task.family.family,
          values: node.task.values,
          path,
          paths: { '': path },
          result: null,
          print: { kind: 'source', path: relative },
        };
      });
      const job: Job = {
        id,
        kind: 'run',
        family,
        values: task.values,
        subject: task.family.subject(task.values),
        why: 'never run',
        inputs,
        dynamic: [],
        behind: [],
      };
      const log: string[] = [];
      const outputs = join(this.folder, 'outputs');
      const settings = { run: 'run', outputs, journal: join(this.folder, '.astra/journal') };
      const outcome = await executeJob(job, task.family, settings, this.#journal, {
        prepared: () => (prepared ??= task.family.prepare(task.values)),
        signal: new AbortController().signal,
        progress: () => undefined,
        log: (text) => log.push(text),
        now: () => new Date(0),
        sources: this.#sources,
        service: () => Promise.reject(new Error('no services here')),
      });
      runs.push({
        id,
        outcome,
        log,
        result: outcome.kind === 'done' ? outcome.record.result : undefined,
        output: (name) => join(outputFolder(outputs, family, id), name),
      });
    }
    return runs;
  }

  [Symbol.dispose](): void {
    this.#journal.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
