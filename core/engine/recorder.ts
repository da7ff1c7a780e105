import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import type { Attempt, RunRecord, TaskRecord } from '../store/record.ts';
import type { Store } from '../store/store.ts';
import { fileSystemProblem } from './fileSystemProblem.ts';
import type { Touched } from './planning/assess.ts';
import type { TouchedTask } from './planning/planNode.ts';
import { journalName, JournalWriter, type JournalLine } from './journal.ts';

/** Records wait at most this long (milliseconds) and at most this many at once. */
const interval = 500;
const most = 2000;
/** Records read and written together. */
const touchedAtOnce = 500;

/**
 * Carries what happened into the store, in batches. Workers have written their journals already;
 * the recorder's own journal holds what only the main process knows (the run, failed attempts).
 */
export class Recorder {
  readonly #store: Store;
  #opened: JournalWriter | undefined;
  readonly #folder: string;
  readonly #run: string;
  #records: TaskRecord[] = [];
  #attempts: Attempt[] = [];
  #timer: NodeJS.Timeout | undefined;
  #writing: Promise<void> = Promise.resolve();
  #failure: Error | undefined;

  constructor(store: Store, folder: string, run: string) {
    this.#store = store;
    this.#folder = folder;
    this.#run = run;
  }

  get #journal(): JournalWriter {
    return (this.#opened ??= new JournalWriter(this.#folder, this.#run, 'm'));
  }

  started(run: RunRecord): Promise<void> {
    this.#note({ type: 'run', run });
    return this.#enqueue(() => this.#store.write({ run }));
  }

  done(record: TaskRecord, why: string): void {
    this.#records.push(record);
    this.#attempts.push(attemptOf(record, why));
    this.#schedule();
  }

  attempt(attempt: Attempt): void {
    this.#note({ type: 'attempt', attempt });
    this.#attempts.push(attempt);
    this.#schedule();
  }

  /** Resolves once everything so far is in the store, as far as it can be written. */
  written(): Promise<void> {
    return this.#flush();
  }

  /**
   * Records the present times of files that were found unchanged by their bytes, so that the next
   * plan need not read them again.
   */
  async unchanged(tasks: readonly TouchedTask[]): Promise<void> {
    for (let start = 0; start < tasks.length; start += touchedAtOnce) {
      const some = tasks.slice(start, start + touchedAtOnce);
      const touched = new Map(some.map((task) => [task.id, task.touched]));
      const found = await this.#store.recordsWithIds([...touched.keys()]);
      const records = found.map((record) => withTimes(record, touched.get(record.id)));
      for (const record of records) this.#note({ type: 'unchanged', record });
      await this.#enqueue(() => this.#store.write({ records }));
    }
  }

  /** A record that a user accepted. */
  async accepted(record: TaskRecord): Promise<void> {
    this.#note({ type: 'accepted', record });
    await this.#enqueue(() => this.#store.write({ records: [record] }));
    await this.settled();
  }

  /** Writes everything and notes that the run's journals are folded in. Rejects if a write failed. */
  async finished(run: RunRecord): Promise<void> {
    this.#note({ type: 'run', run });
    await this.#flush();
    await this.#enqueue(() => this.#store.write({ run }));
    await this.settled();
  }

  /** Notes that the run's journals are folded in. Rejects if a write failed. */
  async settled(): Promise<void> {
    this.#opened?.close();
    this.#opened = undefined;
    await this.#enqueue(async () => {
      // What could not be written stays for the next start, which folds the journals in.
      if (this.#failure !== undefined) return;
      for (const name of readdirSync(this.#folder)) {
        if (journalName.exec(name)?.[1] !== this.#run) continue;
        const bytes = statSync(join(this.#folder, name)).size;
        await this.#store.write({ folded: { name, bytes } });
      }
    });
    if (this.#failure !== undefined) throw this.#failure;
  }

  /** A full disk must not end a run whose tasks may still find room. */
  #note(line: JournalLine): void {
    try {
      this.#journal.append(line);
    } catch (error) {
      this.#keep(error);
    }
  }

  #keep(error: unknown): void {
    const problem = fileSystemProblem(error);
    this.#failure ??= problem instanceof Error ? problem : new Error(String(problem));
  }

  #schedule(): void {
    if (this.#records.length + this.#attempts.length >= most) void this.#flush();
    else this.#timer ??= setTimeout(() => void this.#flush(), interval);
  }

  #flush(): Promise<void> {
    clearTimeout(this.#timer);
    this.#timer = undefined;
    const [records, attempts] = [this.#records, this.#attempts];
    this.#records = [];
    this.#attempts = [];
    if (records.length + attempts.length === 0) return this.#writing;
    return this.#enqueue(() => this.#store.write({ records, attempts }));
  }

  /** One write after the other; a failure is kept for the end, the journals have everything. */
  #enqueue(write: () => Promise<void>): Promise<void> {
    this.#writing = this.#writing.then(write).catch((error: unknown) => this.#keep(error));
    return this.#writing;
  }
}

function withTimes(record: TaskRecord, touched: Touched | undefined): TaskRecord {
  if (touched === undefined) return record;
  const inputs = new Map(touched.inputs.map(({ id, mtime }) => [id, mtime]));
  const outputs = new Map(touched.outputs.map(({ file, mtime }) => [file, mtime]));
  return {
    ...record,
    inputs: record.inputs.map((input) => {
      const mtime = input.kind === 'source' ? inputs.get(input.id) : undefined;
      return mtime === undefined ? input : { ...input, mtime };
    }),
    outputs: record.outputs.map((output) => {
      const mtime = outputs.get(output.file);
      return mtime === undefined ? output : { ...output, mtime };
    }),
    folderMtime: touched.folderMtime ?? record.folderMtime,
  };
}

/** The attempt that a record stands for. */
export function attemptOf(record: TaskRecord, why: string): Attempt {
  const { id, family, run, finishedAt, seconds } = record;
  return { id, family, run, finishedAt, seconds, outcome: 'ran', why, problem: null };
}
