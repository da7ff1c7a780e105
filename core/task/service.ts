import type { ParameterValues } from './parameter.ts';
import type { TaskId } from './task.ts';

/** A task by what it was asked for with; its id follows. */
export interface TaskReference {
  readonly family: string;
  readonly values: ParameterValues;
}

/** Move away what the protected results were made from and could be made again from. */
export interface CleanRequest {
  readonly kind: 'clean';
  readonly protect: readonly TaskReference[];
}

/** A task of which the outputs are not on the disk any more; `bytes` as recorded. */
export interface CleanedTask {
  readonly id: TaskId;
  readonly family: string;
  readonly subject: string;
  readonly bytes: number;
}

/** A task that could have been cleaned and was not. */
export interface KeptTask extends CleanedTask {
  /** In words. */
  readonly why: string;
}

export interface CleanReply {
  /** Cleaned now or before, in order of family, subject and id. */
  readonly cleaned: readonly CleanedTask[];
  readonly kept: readonly KeptTask[];
  /** How many of `cleaned` were moved now, and where to; null if none had to be. */
  readonly moved: { readonly count: number; readonly batch: string } | null;
}

/** Run a program, from a small process of the engine's. */
export interface CommandRequest {
  readonly kind: 'command';
  /** A name on PATH or a path; never a shell's line. */
  readonly program: string;
  readonly args: readonly string[];
  readonly cwd: string;
  /** Beside the environment of the engine. */
  readonly env: Readonly<Record<string, string>>;
}

/** A program that ended well; anything else is a Problem. */
export interface CommandReply {
  readonly code: 0;
}

export interface CommandOptions {
  /** Default: the folder that becomes the task's outputs. */
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
}

/** Runs a program and waits for its end; its lines go to the log of the task. */
export type Command = (
  program: string,
  args?: readonly string[],
  options?: CommandOptions,
) => Promise<void>;

/**
 * What a running task may ask of the engine: only the main process touches the store. Requests and
 * replies are plain data, sent by message.
 */
export type ServiceRequest = CleanRequest | CommandRequest;
export type ServiceReply = CleanReply | CommandReply;

/** Cleaning, as a task asks for it. */
export type Service = (request: CleanRequest) => Promise<CleanReply>;
