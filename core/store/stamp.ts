import type { TaskId } from '../task/task.ts';
import type { InputPrint, TaskRecord } from './record.ts';

/**
 * What a completeness check needs of a record, as one line of text:
 *
 *     id TAB digest TAB code TAB folder mtime TAB file SPACE file … TAB input SPACE input …
 *
 * A file is `name:size:mtime:hash`; an input is `id=digest`, or `id:size:mtime:hash` for a source; a
 * hash is the beginning of a SHA-256 (stores of older versions hold it whole). No file: all outputs are records in the store. Lines are what the store hands to the
 * planner, thousands in one text.
 */
export interface Stamp {
  readonly digest: string;
  readonly code: string;
  readonly folderMtime: number;
  readonly files: readonly StampFile[];
  readonly inputs: readonly StampInput[];
}

export interface StampFile {
  readonly name: string;
  readonly size: number;
  readonly mtime: number;
  readonly sha256: string;
}

export type StampInput =
  | { readonly kind: 'task'; readonly id: TaskId; readonly digest: string }
  | {
      readonly kind: 'source';
      readonly id: TaskId;
      readonly size: number;
      readonly mtime: number;
      readonly sha256: string;
    };

/** The stamp of a record, without its id. */
export function stampText(record: TaskRecord): string {
  const files = record.outputs.filter((output) => output.kind !== 'record');
  return [
    record.digest,
    record.code,
    record.folderMtime,
    files.map((f) => `${f.file}:${f.size}:${f.mtime}:${shortHash(f.sha256)}`).join(' '),
    record.inputs.map(inputText).join(' '),
  ].join('\t');
}

function inputText(input: InputPrint): string {
  return input.kind === 'task'
    ? `${input.id}=${input.digest}`
    : `${input.id}:${input.size}:${input.mtime}:${shortHash(input.sha256)}`;
}

/** 128 bits tell contents apart as well as they tell tasks apart, at half the memory. */
function shortHash(sha256: string): string {
  return sha256.slice(0, 32);
}

/** The inverse of `stampText`. */
export function parseStamp(text: string): Stamp {
  const [digest = '', code = '', folderMtime = '', files = '', inputs = ''] = text.split('\t');
  return {
    digest,
    code,
    folderMtime: Number(folderMtime),
    files: files === '' ? [] : files.split(' ').map(parseFile),
    inputs: inputs === '' ? [] : inputs.split(' ').map(parseInput),
  };
}

function parseFile(text: string): StampFile {
  const [name = '', size = '', mtime = '', sha256 = ''] = text.split(':');
  return { name, size: Number(size), mtime: Number(mtime), sha256 };
}

function parseInput(text: string): StampInput {
  const id = text.slice(0, 32) as TaskId;
  if (text[32] === '=') return { kind: 'task', id, digest: text.slice(33) };
  const [size = '', mtime = '', sha256 = ''] = text.slice(33).split(':');
  return { kind: 'source', id, size: Number(size), mtime: Number(mtime), sha256 };
}
