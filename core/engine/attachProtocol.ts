import type { Socket } from 'node:net';
import { createInterface } from 'node:readline';
import type { ProblemData } from '../problem/problem.ts';
import type { EngineEvent, RunProgress } from './status.ts';

/** What a second face says to the engine of a workspace; JSON lines over a local socket. */
export type ToEngine =
  /** `family` is what the run is called: one, or several with signs between them. */
  | { readonly type: 'run'; readonly family: string; readonly options: AttachOptions }
  /** Some of the tasks of the run that was begun: canonical texts under the same names. */
  | {
      readonly type: 'tasks';
      readonly family: string;
      readonly names: readonly string[];
      readonly rows: readonly (readonly string[])[];
    }
  | { readonly type: 'start' }
  /** Stops the run that this connection began, or the named one, or all. */
  | { readonly type: 'cancel'; readonly run?: string; readonly task?: string };

export interface AttachOptions {
  readonly force: boolean;
  readonly verify: boolean;
  readonly keepGoing: boolean;
  readonly keepAll: boolean;
}

export type FromEngine =
  | {
      readonly type: 'queued';
      readonly run: string;
      readonly planned: number;
      readonly counted: readonly (readonly [family: string, count: number])[];
    }
  /** The stream of the run (see `EngineEvent`): together they name the end of every listed task. */
  | { readonly type: 'event'; readonly event: EngineEvent }
  | { readonly type: 'finished'; readonly progress: RunProgress }
  | { readonly type: 'cancelled'; readonly runs: number }
  | { readonly type: 'problem'; readonly problem: ProblemData };

/** Ends a connection that sends a line of more than this many characters. */
const longestLine = 16_000_000;

export function sendLine(socket: Socket, message: ToEngine | FromEngine): void {
  if (!socket.destroyed) socket.write(`${JSON.stringify(message)}\n`);
}

/** The messages of the other side, in order; ends with the connection. */
export async function* receiveLines<M extends ToEngine | FromEngine>(
  socket: Socket,
): AsyncGenerator<M> {
  for await (const line of createInterface({ input: socket, crlfDelay: Infinity })) {
    if (line.length > longestLine) return;
    // Both ends are this program, and the socket is closed to other users.
    yield JSON.parse(line) as M;
  }
}
