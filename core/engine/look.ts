import { statSync } from 'node:fs';

/**
 * Tasks to be looked at together, requirements before their consumers, in a form that crosses to
 * another thread at the price of a copy: a few long texts and arrays of numbers.
 */
export interface LookRequest {
  readonly count: number;
  readonly groups: readonly StampGroup[];
  /** Sources: `id SPACE absolute path`, separated by NUL; `places` says which task each one is. */
  readonly sources: { readonly lines: string; readonly places: Int32Array };
  /** Task `i` requires the tasks `requirements[offsets[i]]` up to `offsets[i + 1]`; −1: see below. */
  readonly offsets: Int32Array;
  /** −1 stands for a requirement that cannot be judged here (a wrapper). */
  readonly requirements: Int32Array;
}

/** Tasks of one family with their stamps: lines of `id`, or `id TAB stamp` (see `stamp.ts`). */
export interface StampGroup {
  /** Absolute folder of the family's outputs. */
  readonly folder: string;
  /** Fingerprint of the family's code as it is now. */
  readonly code: string;
  readonly lines: string;
  readonly places: Int32Array;
}

export interface Looked {
  /** Three numbers a task, of its one stat: size, mtime (ms), kind (0 nothing there, 1 a file, 2 anything else). */
  readonly values: Float64Array;
  /**
   * 1: complete, or a source that is here; everything is exactly as recorded. 0: to be judged by
   * `assess`, which knows every other case.
   */
  readonly confirmed: Uint8Array;
}

export type LookAt = (request: LookRequest) => Promise<Looked>;

/**
 * One stat for each task: of a source, of the only output, or of the folder of several. Confirms the
 * common case, in which nothing has changed, from texts alone; never reads a file.
 */
export function look(request: LookRequest): Looked {
  const { count, groups, sources, offsets, requirements } = request;
  const values = new Float64Array(count * 3);
  const confirmed = new Uint8Array(count);
  const lines = new Array<string>(count).fill('');
  const groupOf = new Array<StampGroup | undefined>(count).fill(undefined);
  spread(sources.lines, '\0', sources.places, lines);
  for (const group of groups) {
    spread(group.lines, '\n', group.places, lines);
    for (const place of group.places) groupOf[place] = group;
  }

  const inputsUnchanged = (index: number, inputs: string): boolean => {
    for (let at = offsets[index] ?? 0; at < (offsets[index + 1] ?? 0); at += 1) {
      const other = requirements[at] ?? -1;
      if (other < 0 || confirmed[other] !== 1) return false;
      const line = lines[other] ?? '';
      const entry = inputEntry(inputs, line.slice(0, idLength));
      const now =
        groupOf[other] === undefined
          ? sourceIs(entry, values[other * 3] ?? 0, values[other * 3 + 1] ?? 0)
          : entry.startsWith('=') && entry.slice(1) === digestOf(line);
      if (!now) return false;
    }
    return true;
  };

  for (let index = 0; index < count; index += 1) {
    const line = lines[index] ?? '';
    if (line.length <= idLength) continue; // a wrapper, or never run
    const group = groupOf[index];
    if (group === undefined) {
      statInto(values, index, line.slice(idLength + 1));
      if (values[index * 3 + 2] === 1) confirmed[index] = 1;
      continue;
    }
    const codeAt = idLength + 1 + digestLength(line);
    const mtimeAt = line.indexOf('\t', codeAt + 1);
    const filesAt = line.indexOf('\t', mtimeAt + 1);
    const inputsAt = line.indexOf('\t', filesAt + 1);
    const files = line.slice(filesAt + 1, inputsAt);
    const folder = `${group.folder}/${line.slice(0, 2)}/${line.slice(0, idLength)}`;
    const same =
      files === '' ||
      (files.includes(' ')
        ? folderIs(values, index, folder, Number(line.slice(mtimeAt + 1, filesAt)))
        : fileIs(values, index, folder, files));
    if (same && line.slice(codeAt + 1, mtimeAt) === group.code) {
      confirmed[index] = inputsUnchanged(index, line.slice(inputsAt + 1)) ? 1 : 0;
    }
  }
  return { values, confirmed };
}

const idLength = 32;

function spread(text: string, separator: string, places: Int32Array, lines: string[]): void {
  if (places.length === 0) return;
  const parts = text.split(separator);
  if (parts.length !== places.length) throw new Error('lines and tasks do not match');
  for (const [index, part] of parts.entries()) lines[places[index] ?? 0] = part;
}

function digestLength(line: string): number {
  return line.indexOf('\t', idLength + 1) - idLength - 1;
}

function digestOf(line: string): string {
  return line.slice(idLength + 1, idLength + 1 + digestLength(line));
}

/** What follows the id of an input in a stamp: `=digest` or `:size:mtime:sha256`; empty: not there. */
function inputEntry(inputs: string, id: string): string {
  const at = inputs.indexOf(id);
  if (at < 0 || (at > 0 && inputs[at - 1] !== ' ')) return '';
  const end = inputs.indexOf(' ', at);
  return inputs.slice(at + idLength, end < 0 ? undefined : end);
}

function sourceIs(entry: string, size: number, mtime: number): boolean {
  return entry.startsWith(`:${size}:${mtime}:`);
}

/** The only file: `name:size:mtime:sha256`. Of what is no file the size means nothing. */
function fileIs(values: Float64Array, index: number, folder: string, file: string): boolean {
  const sizeAt = file.indexOf(':');
  const mtimeAt = file.indexOf(':', sizeAt + 1);
  const kind = statInto(values, index, `${folder}/${file.slice(0, sizeAt)}`);
  if (kind === 0) return false;
  const mtime = Number(file.slice(mtimeAt + 1, file.indexOf(':', mtimeAt + 1)));
  if (values[index * 3 + 1] !== mtime) return false;
  return kind === 2 || values[index * 3] === Number(file.slice(sizeAt + 1, mtimeAt));
}

function folderIs(values: Float64Array, index: number, folder: string, mtime: number): boolean {
  return statInto(values, index, folder) !== 0 && values[index * 3 + 1] === mtime;
}

const quietly = { throwIfNoEntry: false } as const;

function statInto(values: Float64Array, index: number, path: string): number {
  const stats = statSync(path, quietly);
  if (stats === undefined) return 0;
  const kind = stats.isFile() ? 1 : 2;
  values[index * 3] = stats.size;
  values[index * 3 + 1] = stats.mtimeMs;
  values[index * 3 + 2] = kind;
  return kind;
}
