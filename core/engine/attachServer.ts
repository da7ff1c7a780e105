import { rmSync } from 'node:fs';
import { createServer, type Server, type Socket } from 'node:net';
import { Problem, toProblemData } from '../problem/problem.ts';
import type { Task } from '../task/task.ts';
import {
  receiveLines,
  sendLine,
  type AttachOptions,
  type FromEngine,
  type ToEngine,
} from './attachProtocol.ts';
import type { Engine } from './engine.ts';
import type { Run } from './run.ts';
import type { EngineEvent } from './status.ts';

export interface AttachListener {
  /** A run that another face asked for was queued here; returns who else hears its events. */
  readonly queued: (run: Run, family: string) => (event: EngineEvent) => void;
}

/** Lets other faces of this user queue their runs with the engine that holds the workspace. */
export class AttachServer {
  readonly #engine: Engine;
  readonly #listener: AttachListener;
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();
  readonly #path: string;

  private constructor(engine: Engine, path: string, listener: AttachListener) {
    this.#engine = engine;
    this.#path = path;
    this.#listener = listener;
    this.#server = createServer((socket) => void this.#serve(socket));
  }

  /** The socket can be used by its owner only (mode 0600). Call while holding the lock. */
  static listen(engine: Engine, path: string, listener: AttachListener): Promise<AttachServer> {
    const attach = new AttachServer(engine, path, listener);
    if (process.platform !== 'win32') rmSync(path, { force: true });
    return new Promise((resolve, reject) => {
      attach.#server.once('error', reject);
      const mask = process.umask(0o177);
      attach.#server.listen(path, () => resolve(attach));
      process.umask(mask);
    });
  }

  /** Takes no more connections; those that are open are ended. */
  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise<void>((resolve) => this.#server.close(() => resolve()));
    if (process.platform !== 'win32') rmSync(this.#path, { force: true });
  }

  async #serve(socket: Socket): Promise<void> {
    this.#sockets.add(socket);
    socket.on('close', () => this.#sockets.delete(socket));
    socket.on('error', () => socket.destroy());
    let pending: { family: string; options: AttachOptions; tasks: Task[] } | undefined;
    let mine: Run | undefined;
    try {
      for await (const message of receiveLines<ToEngine>(socket)) {
        switch (message.type) {
          case 'run':
            pending = { family: message.family, options: message.options, tasks: [] };
            break;
          case 'tasks':
            pending?.tasks.push(...this.#tasks(message));
            break;
          case 'start':
            if (pending !== undefined) mine = await this.#start(socket, pending);
            break;
          case 'cancel':
            this.#cancel(socket, message, mine);
            break;
        }
      }
    } catch (error) {
      sendLine(socket, { type: 'problem', problem: toProblemData(error) });
      socket.end();
    }
  }

  #tasks({ family, names, rows }: Extract<ToEngine, { type: 'tasks' }>): Task[] {
    const reader = this.#engine.requestReader(family, names, this.#engine.workspace.layout.root);
    return rows.map((row) => {
      const request = reader.read(row);
      if (request.ok) return request.task;
      throw new Problem('bad-parameter', request.faults[0]?.message ?? 'bad parameters', {
        where: { family },
      });
    });
  }

  async #start(
    socket: Socket,
    asked: { family: string; options: AttachOptions; tasks: Task[] },
  ): Promise<Run> {
    const send = (message: FromEngine) => sendLine(socket, message);
    const { force, verify, keepGoing, keepAll } = asked.options;
    const plan = await this.#engine.plan(asked.tasks, { force, verify, keepAll });
    let others: (event: EngineEvent) => void = () => undefined;
    const emit = (event: EngineEvent) => {
      send({ type: 'event', event });
      others(event);
    };
    const run = this.#engine.run(plan, asked.family, emit, { keepGoing });
    others = this.#listener.queued(run, asked.family);
    send({ type: 'queued', run: run.id, planned: plan.planned, counted: [...plan.counted] });
    this.#engine.inTurn(run).then(
      (progress) => {
        send({ type: 'finished', progress });
        socket.end();
      },
      (error: unknown) => {
        send({ type: 'problem', problem: toProblemData(error) });
        socket.end();
      },
    );
    return run;
  }

  #cancel(
    socket: Socket,
    { run: id, task }: Extract<ToEngine, { type: 'cancel' }>,
    mine: Run | undefined,
  ): void {
    const runs =
      mine !== undefined && id === undefined
        ? [mine]
        : this.#engine.activeRuns().filter((run) => id === undefined || run.id.startsWith(id));
    let cancelled = 0;
    for (const run of runs) {
      if (task === undefined) {
        run.cancel();
        cancelled += 1;
      } else if (run.cancelTasks(task)) cancelled += 1;
    }
    sendLine(socket, { type: 'cancelled', runs: cancelled });
  }
}
