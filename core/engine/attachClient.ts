import { connect, type Socket } from 'node:net';
import { fromProblemData, Problem } from '../problem/problem.ts';
import { parameterTexts, type Task, type TaskId } from '../task/task.ts';
import {
  receiveLines,
  sendLine,
  type AttachOptions,
  type FromEngine,
  type ToEngine,
} from './attachProtocol.ts';
import type { EngineEvent, RunProgress, TaskStatus } from './status.ts';

/** A run as its asker sees it, wherever it happens. */
export interface RunView {
  readonly id: string;
  progress(): RunProgress;
  tasks(): Iterable<TaskStatus>;
  counted(): ReadonlyMap<string, number>;
}

/** A connection to the engine that works in a workspace. */
export class AttachedEngine {
  readonly #socket: Socket;

  private constructor(socket: Socket) {
    this.#socket = socket;
  }

  /** Undefined if nobody listens there. */
  static connect(path: string): Promise<AttachedEngine | undefined> {
    return new Promise((resolve) => {
      const socket = connect(path);
      socket.once('connect', () => resolve(new AttachedEngine(socket)));
      socket.once('error', () => resolve(undefined));
    });
  }

  /**
   * Queues a run there and follows it to its end. Ending the connection does not end the run;
   * `signal` does.
   *
   * @throws Problem of planning there; `engine-gone` if the other process ends
   */
  async run(
    family: string,
    batches: AsyncIterable<readonly Task[]>,
    options: AttachOptions,
    emit: (event: EngineEvent) => void,
    signal: AbortSignal,
  ): Promise<RunView> {
    const socket = this.#socket;
    sendLine(socket, { type: 'run', family, options });
    for await (const tasks of batches) sendTasks(socket, tasks);
    sendLine(socket, { type: 'start' });
    const cancel = () => sendLine(socket, { type: 'cancel' });
    signal.addEventListener('abort', cancel, { once: true });
    const tasks = new Map<TaskId, TaskStatus>();
    let counted: ReadonlyMap<string, number> = new Map();
    try {
      for await (const message of receiveLines<FromEngine>(socket)) {
        switch (message.type) {
          case 'queued':
            counted = new Map(message.counted);
            break;
          case 'event':
            if (message.event.type === 'tasks') {
              for (const status of message.event.tasks) tasks.set(status.id, status);
            }
            emit(message.event);
            break;
          case 'finished': {
            const { progress } = message;
            return {
              id: progress.run,
              progress: () => progress,
              tasks: () => tasks.values(),
              counted: () => counted,
            };
          }
          case 'problem':
            throw fromProblemData(message.problem);
          case 'cancelled':
            break;
        }
      }
    } finally {
      signal.removeEventListener('abort', cancel);
      socket.destroy();
    }
    throw new Problem('engine-gone', 'the program that worked in this workspace has ended', {
      advice: 'Run the command again: complete tasks are kept',
      transient: true,
    });
  }

  /** Stops runs there: all, one by the beginning of its id, or only one task. */
  async cancel(which: { readonly run?: string; readonly task?: string }): Promise<number> {
    sendLine(this.#socket, { type: 'cancel', ...which });
    try {
      for await (const message of receiveLines<FromEngine>(this.#socket)) {
        if (message.type === 'cancelled') return message.runs;
      }
      return 0;
    } finally {
      this.#socket.destroy();
    }
  }
}

/** Tasks as texts; one message for each family and set of names that occurs. */
function sendTasks(socket: Socket, tasks: readonly Task[]): void {
  const groups = new Map<string, { family: string; names: string[]; rows: string[][] }>();
  for (const task of tasks) {
    const texts = parameterTexts(task);
    const names = Object.keys(texts);
    const { family } = task.family;
    const key = [family, ...names].join('\0');
    const group = groups.get(key) ?? { family, names, rows: [] };
    group.rows.push(Object.values(texts));
    groups.set(key, group);
  }
  for (const group of groups.values()) {
    sendLine(socket, { type: 'tasks', ...group } satisfies ToEngine);
  }
}
