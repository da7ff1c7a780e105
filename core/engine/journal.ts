import {
  closeSync,
  existsSync,
  fstatSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  readSync,
  writeSync,
} from 'node:fs';
import { join } from 'node:path';
import type { TaskId } from '../task/task.ts';
import type { Attempt, RunRecord, TaskRecord } from '../store/record.ts';

/** One line of a journal. Everything the store knows came through here first. */
export type JournalLine =
  | { readonly type: 'run'; readonly run: RunRecord }
  | { readonly type: 'done'; readonly record: TaskRecord; readonly why: string }
  | { readonly type: 'attempt'; readonly attempt: Attempt }
  /** A record whose inputs were declared harmless. */
  | { readonly type: 'accepted'; readonly record: TaskRecord }
  /** A record with the present times of files whose bytes are as recorded. */
  | { readonly type: 'unchanged'; readonly record: TaskRecord };

/**
 * An append-only file of one writer in one run, `<run>.<writer>.jsonl`. A line is in the kernel's
 * hands when `append` returns: it survives the end of the process, not of the machine.
 */
export class JournalWriter {
  readonly #fd: number;

  constructor(folder: string, run: string, writer: string) {
    mkdirSync(folder, { recursive: true });
    this.#fd = openSync(join(folder, `${run}.${writer}.jsonl`), 'a');
  }

  append(line: JournalLine): void {
    const bytes = Buffer.from(`${JSON.stringify(line)}\n`);
    // One write: a line is there whole, or torn by the end of the process and then ignored.
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.#fd, bytes, written);
    } catch (error) {
      // A full disk takes a part of a line; the next one must not be glued to it.
      if (written > 0) ftruncateSync(this.#fd, fstatSync(this.#fd).size - written);
      throw error;
    }
  }

  close(): void {
    closeSync(this.#fd);
  }
}

export const journalName = /^(.+)\.([a-z]\d*)\.jsonl$/;

export interface JournalPart {
  readonly lines: readonly JournalLine[];
  /** Bytes up to the end of the last whole line. */
  readonly end: number;
  /** Whole lines that are no JSON: damage, reported by `astra doctor`. */
  readonly damaged: number;
}

/** Records of some tasks that one writer finished in a run; no journal, none. */
export function finishedIn(
  folder: string,
  run: string,
  writer: string,
  ids: ReadonlySet<TaskId>,
): Map<TaskId, TaskRecord> {
  const path = join(folder, `${run}.${writer}.jsonl`);
  const finished = new Map<TaskId, TaskRecord>();
  if (!existsSync(path)) return finished;
  for (const { lines } of readJournal(path)) {
    for (const line of lines) {
      if (line.type === 'done' && ids.has(line.record.id)) {
        finished.set(line.record.id, line.record);
      }
    }
  }
  return finished;
}

/** Bytes read at once: the journal of a million tasks is larger than a string can be. */
const pieceSize = 4_000_000;

/** Reads a journal from a byte offset on, piece by piece. A torn last line is left for later. */
export function* readJournal(path: string, from = 0, piece = pieceSize): Generator<JournalPart> {
  const fd = openSync(path, 'r');
  try {
    let buffer = Buffer.allocUnsafe(piece);
    let held = 0;
    for (let position = from; ;) {
      const read = readSync(fd, buffer, held, buffer.length - held, position + held);
      held += read;
      const whole = buffer.subarray(0, held).lastIndexOf(0x0a) + 1;
      if (whole > 0) {
        position += whole;
        yield { ...parseLines(buffer.toString('utf8', 0, whole)), end: position };
        buffer.copyWithin(0, whole, held);
        held -= whole;
      } else if (held === buffer.length) {
        // A line longer than a piece.
        buffer = Buffer.concat([buffer, Buffer.allocUnsafe(buffer.length)]);
      }
      if (read === 0) return;
    }
  } finally {
    closeSync(fd);
  }
}

function parseLines(text: string): Omit<JournalPart, 'end'> {
  const lines: JournalLine[] = [];
  let damaged = 0;
  for (const line of text.split('\n')) {
    if (line === '') continue;
    const read = parseLine(line);
    if (read === undefined) damaged += 1;
    else lines.push(read);
  }
  return { lines, damaged };
}

const lineTypes: ReadonlySet<unknown> = new Set<JournalLine['type']>([
  'run',
  'done',
  'attempt',
  'accepted',
  'unchanged',
]);

/** Undefined for anything that no writer of a journal wrote. */
function parseLine(text: string): JournalLine | undefined {
  try {
    const data: unknown = JSON.parse(text);
    const known =
      typeof data === 'object' && data !== null && 'type' in data && lineTypes.has(data.type);
    return known ? (data as JournalLine) : undefined;
  } catch {
    return undefined;
  }
}
