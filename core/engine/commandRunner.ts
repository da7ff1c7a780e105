import { fork, type ChildProcess } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { Problem } from '../problem/problem.ts';
import type { CommandReply, CommandRequest } from '../task/service.ts';
import type { TaskId } from '../task/task.ts';
import type { FromHelper, ToHelper } from './commandMessages.ts';

/** Lines of a program's error stream that a failure carries. */
const tailLines = 5;

interface Call {
  readonly task: TaskId;
  readonly program: string;
  readonly onLine: (text: string, stream: 'out' | 'error') => void;
  readonly tail: string[];
  readonly resolve: (reply: CommandReply) => void;
  readonly reject: (problem: Problem) => void;
}

/** Runs programs for command tasks through one helper process, started with the first of them. */
export class CommandRunner {
  readonly #calls = new Map<number, Call>();
  #helper: ChildProcess | undefined;
  #counter = 0;

  /** @throws Problem `command-not-found` | `command-failed`, with the end of its error stream */
  run(
    task: TaskId,
    command: CommandRequest,
    onLine: (text: string, stream: 'out' | 'error') => void,
  ): Promise<CommandReply> {
    const helper = (this.#helper ??= this.#start());
    this.#counter += 1;
    const call = this.#counter;
    return new Promise((resolve, reject) => {
      const { program } = command;
      this.#calls.set(call, { task, program, onLine, tail: [], resolve, reject });
      helper.send({ type: 'start', call, command } satisfies ToHelper);
    });
  }

  /** Ends the programs of these tasks. */
  stop(tasks: readonly TaskId[]): void {
    for (const [call, { task }] of this.#calls) {
      if (tasks.includes(task)) this.#helper?.send({ type: 'kill', call } satisfies ToHelper);
    }
  }

  close(): void {
    this.#helper?.disconnect();
    this.#helper = undefined;
  }

  #start(): ChildProcess {
    const name = import.meta.url.endsWith('.ts') ? './commandHelper.ts' : './commandHelper.js';
    const helper = fork(fileURLToPath(new URL(name, import.meta.url)), [], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    helper.on('message', (message: FromHelper) => this.#receive(message));
    helper.on('exit', () => {
      if (this.#helper === helper) this.#helper = undefined;
      for (const [call, { reject }] of this.#calls) {
        this.#calls.delete(call);
        reject(
          new Problem('helper-ended', 'the process that runs programs ended', { transient: true }),
        );
      }
    });
    return helper;
  }

  #receive(message: FromHelper): void {
    const call = this.#calls.get(message.call);
    if (call === undefined) return;
    switch (message.type) {
      case 'line':
        if (message.stream === 'error') {
          call.tail.push(message.text);
          if (call.tail.length > tailLines) call.tail.shift();
        }
        call.onLine(message.text, message.stream);
        return;
      case 'ended':
        this.#calls.delete(message.call);
        if (message.code === 0) call.resolve({ code: 0 });
        else call.reject(failed(call, message.code, message.signal));
        return;
      case 'unstarted':
        this.#calls.delete(message.call);
        call.reject(unstarted(call, message.code, message.message));
    }
  }
}

function failed({ program, tail }: Call, code: number | null, signal: string | null): Problem {
  const how =
    code === null ? `was ended by ${signal ?? 'a signal'}` : `ended with exit code ${code}`;
  const said = tail.length === 0 ? '' : `: ${tail.join(' / ')}`;
  return new Problem('command-failed', `${program} ${how}${said}`, {
    advice: 'Its whole output is in the log of the task',
  });
}

function unstarted({ program }: Call, code: string, message: string): Problem {
  return code === 'ENOENT'
    ? new Problem('command-not-found', `there is no program ${program}`, {
        advice: 'Install it, or correct its name or path',
      })
    : new Problem('command-failed', `${program} did not start: ${message}`);
}
