import type { MessagePort } from 'node:worker_threads';
import type { TaskFamily } from '../task/family.ts';
import type { ParameterValues } from '../task/parameter.ts';
import type { Registry } from '../task/registry.ts';
import type { TaskId } from '../task/task.ts';
import { executeJob } from './executeJob.ts';
import type { FromWorker, Job, JobOutcome, LogEntry, ToWorker } from './job.ts';
import { JournalWriter } from './journal.ts';
import type { ToPlanner } from './planning/planMessages.ts';
import type { Planner } from './planning/planner.ts';
import { ServiceCalls } from './serviceCalls.ts';
import { SourceReader } from './sourceReader.ts';

/** Outcomes of short tasks are sent together, at most this often (milliseconds). */
const messageInterval = 20;

/**
 * The body of a worker thread: takes units from the port, runs their tasks one after the other and
 * reports. Registers before anything else that it is ready. A thread whose first message says so
 * plans instead.
 */
export function serveWorker(port: MessagePort, registry: Registry, writer: string): void {
  let loop: WorkerLoop | undefined;
  let planner: Promise<Planner> | undefined;
  port.on('message', (message: ToWorker | ToPlanner) => {
    switch (message.type) {
      case 'unit':
      case 'cancel':
      case 'reply':
        loop ??= new WorkerLoop(port, registry, writer);
        loop.take(message);
        break;
      case 'end':
        process.exit(); // ends this thread
        break;
      case 'serve-plans':
        // Loaded only here: threads that run tasks start without it.
        planner = import('./planning/planner.ts').then(
          (module) => new module.Planner(port, registry, message),
        );
        break;
      default:
        void planner?.then((ready) => ready.take(message));
    }
  });
  port.postMessage({ type: 'ready' } satisfies FromWorker);
}

class WorkerLoop {
  readonly #port: MessagePort;
  readonly #registry: Registry;
  readonly #writer: string;
  /** Tasks of the unit at hand whose turn has not come. */
  #pending = new Set<TaskId>();
  readonly #services: ServiceCalls;
  readonly #sources = new SourceReader();
  #journal: { run: string; writer: JournalWriter } | undefined;
  #running: { id: TaskId; abort: AbortController } | undefined;
  #outcomes: { id: TaskId; outcome: JobOutcome }[] = [];
  #logs: LogEntry[] = [];
  #logTimer: NodeJS.Timeout | undefined;
  #lastMessage = 0;

  constructor(port: MessagePort, registry: Registry, writer: string) {
    this.#port = port;
    this.#registry = registry;
    this.#writer = writer;
    this.#services = new ServiceCalls(port);
  }

  take(message: Exclude<ToWorker, { type: 'end' }>): void {
    switch (message.type) {
      case 'unit':
        void this.#work(message);
        break;
      case 'cancel':
        for (const id of message.ids) {
          if (this.#running?.id === id) this.#running.abort.abort();
          else if (this.#pending.delete(id)) {
            this.#outcomes.push({ id, outcome: { kind: 'cancelled' } });
          }
        }
        this.#flush(false);
        break;
      case 'reply':
        this.#services.answered(message);
        break;
    }
  }

  async #work({ settings, jobs }: Extract<ToWorker, { type: 'unit' }>): Promise<void> {
    if (this.#journal?.run !== settings.run) {
      this.#journal?.writer.close();
      const writer = new JournalWriter(settings.journal, settings.run, this.#writer);
      this.#journal = { run: settings.run, writer };
    }
    const prepared = new Map<string, Promise<unknown>>();
    this.#pending = new Set(jobs.map(({ id }) => id));
    for (const job of jobs) {
      if (!this.#pending.delete(job.id)) continue; // cancelled before its turn
      const family = this.#registry.get(job.family);
      const abort = new AbortController();
      this.#running = { id: job.id, abort };
      this.#say({ type: 'started', id: job.id });
      const outcome = await executeJob(job, family, settings, this.#journal.writer, {
        prepared: () => preparedOnce(prepared, family, job.values),
        signal: abort.signal,
        progress: (fraction) => this.#say({ type: 'progress', id: job.id, fraction }),
        log: (text, level = 'info') => this.#log(job, text, level),
        now: () => new Date(),
        sources: this.#sources,
        service: (request) => this.#services.ask(job.id, request),
      });
      this.#running = undefined;
      this.#outcomes.push({ id: job.id, outcome });
      if (performance.now() - this.#lastMessage > messageInterval) {
        this.#flush(false);
        await nextTurn(); // lets a cancel in
      }
    }
    this.#flush(true);
  }

  #log(job: Job, text: string, level: 'info' | 'warning'): void {
    this.#logs.push({ id: job.id, line: { at: new Date().toISOString(), level, text } });
    // A task that works on without a pause would hold the timer up.
    if (performance.now() - this.#lastMessage > messageInterval) this.#flushLogs();
    else this.#logTimer ??= setTimeout(() => this.#flushLogs(), messageInterval);
  }

  #flushLogs(): void {
    clearTimeout(this.#logTimer);
    this.#logTimer = undefined;
    if (this.#logs.length === 0) return;
    const lines = this.#logs;
    this.#logs = [];
    this.#lastMessage = performance.now();
    this.#port.postMessage({ type: 'log', lines } satisfies FromWorker);
  }

  /** News that is worth a message only if none was sent a moment ago. */
  #say(message: FromWorker): void {
    const now = performance.now();
    if (now - this.#lastMessage < messageInterval) return;
    this.#lastMessage = now;
    this.#port.postMessage(message);
  }

  #flush(idle: boolean): void {
    this.#flushLogs(); // a task's lines come before its end
    this.#lastMessage = performance.now();
    const outcomes = this.#outcomes;
    this.#outcomes = [];
    this.#port.postMessage({ type: 'outcomes', outcomes, idle } satisfies FromWorker);
  }
}

/** The set-up of a family, which is one for all of its members of a unit. */
function preparedOnce(
  prepared: Map<string, Promise<unknown>>,
  family: TaskFamily,
  values: ParameterValues,
): Promise<unknown> {
  const made = prepared.get(family.family) ?? family.prepare(values);
  prepared.set(family.family, made);
  return made;
}

function nextTurn(): Promise<void> {
  return new Promise((resolve) => setImmediate(resolve));
}
