import { isAscii } from 'node:buffer';
import type { TaskId } from '../../task/task.ts';
import type { Expected } from './lookCalls.ts';
import { idLength } from './idLength.ts';
import type { StampsOf } from './look.ts';
import { StampTable } from './stampTable.ts';

/** What the planner reads of the store: here by a call, in a thread by a message. */
export interface StampSource {
  /** A line for each id, in order: `id TAB stamp`, or `id` alone. */
  stamps(family: string, ids: readonly TaskId[]): Promise<Uint8Array>;
  /** Lines of all stamps of a family after an id, in order of id, at most `limit`. */
  stampPage(family: string, after: string, limit: number): Promise<Uint8Array>;
}

/** Ids asked for in one statement of the store. */
const idsAtOnce = 5000;

/** Bytes of the store as text; nearly always ASCII, which is quickest taken as it is. */
function textOf(bytes: Uint8Array): string {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return buffer.toString(isAscii(buffer) ? 'latin1' : 'utf8');
}

/** Looks each id up: right for a few tasks, or a few of a large family. */
export async function lookUpStamps(
  source: StampSource,
  family: string,
  ids: string,
): Promise<string[]> {
  const found: string[] = [];
  for (let start = 0; start < ids.length; start += idsAtOnce * idLength) {
    const some = splitIds(ids.slice(start, start + idsAtOnce * idLength));
    const lines = textOf(await source.stamps(family, some)).split('\n');
    for (const line of lines) found.push(line.slice(idLength + 1));
  }
  return found;
}

export function splitIds(ids: string): TaskId[] {
  const list: TaskId[] = [];
  for (let at = 0; at < ids.length; at += idLength) {
    list.push(ids.slice(at, at + idLength) as TaskId); // made of ids by the planner
  }
  return list;
}

/** Stamps read at once where all are read. */
export const pageSize = 25_000;
/** Reading a stamp in order costs about a twelfth of looking one up (measured; see docs/benchmarks.md). */
const scanGain = 12;
/** Whether it may pay to read a family in order; for a few tasks that need not even be found out. */
export function mayScan(wanted: number): boolean {
  return wanted * scanGain > pageSize;
}

/** A family larger than this stays in the store: its stamps would fill the memory. */
const mostKept = 2_000_000;

/** Stamps for one plan: looked up, or all read in order where that is cheaper or would have been. */
export class PlanStamps {
  readonly #source: StampSource;
  readonly #expected: Expected | undefined;
  readonly #families = new Map<string, FamilyStamps>();

  constructor(source: StampSource, expected: Expected | undefined) {
    this.#source = source;
    this.#expected = expected;
    for (const [family] of expected?.families ?? []) this.#family(family).prepare();
  }

  /** One call after the other. */
  readonly of: StampsOf = (family, ids) => this.#family(family).of(ids);

  #family(family: string): FamilyStamps {
    let stamps = this.#families.get(family);
    if (stamps === undefined) {
      const expected = this.#expected?.families.find(([name]) => name === family);
      stamps = new FamilyStamps(this.#source, family, expected?.[1] ?? 0);
      this.#families.set(family, stamps);
    }
    return stamps;
  }
}

class FamilyStamps {
  readonly #source: StampSource;
  readonly #family: string;
  readonly #expected: number;
  #asked = 0;
  #first: Promise<Uint8Array> | undefined;
  #size: number | undefined;
  #table: Promise<StampTable> | undefined;

  constructor(source: StampSource, family: string, expected: number) {
    this.#source = source;
    this.#family = family;
    this.#expected = expected;
  }

  /** Begins to read before the first task is known, where that will pay. */
  prepare(): void {
    this.#tableIfWorth().catch(() => undefined); // whoever asks for stamps hears of it
  }

  async of(ids: string): Promise<readonly string[]> {
    this.#asked += ids.length / idLength;
    const table = await this.#tableIfWorth();
    if (table === undefined) return lookUpStamps(this.#source, this.#family, ids);
    const stamps: string[] = [];
    for (let at = 0; at < ids.length; at += idLength) stamps.push(table.get(ids, at));
    return stamps;
  }

  async #tableIfWorth(): Promise<StampTable | undefined> {
    const wanted = Math.max(this.#asked, this.#expected);
    if (!mayScan(wanted)) return undefined;
    this.#first ??= this.#source.stampPage(this.#family, '', pageSize);
    const first = await this.#first;
    this.#size ??= estimateSize(first);
    if (this.#size > mostKept || wanted * scanGain <= this.#size) return undefined;
    this.#table ??= this.#read(first);
    return this.#table;
  }

  async #read(first: Uint8Array): Promise<StampTable> {
    const table = new StampTable();
    for (let page = first; page.length > 0;) {
      const next = this.#source.stampPage(this.#family, lastId(page), pageSize);
      table.addPage(page);
      page = await next;
    }
    return table;
  }
}

/** The id at the beginning of the last line of a page. */
export function lastId(lines: Uint8Array): string {
  const at = lines.lastIndexOf(newline) + 1;
  return Buffer.from(lines.subarray(at, at + idLength)).toString('latin1');
}

const newline = 10;

/** Ids are hashes, evenly spread: the first ones tell how many there are. */
function estimateSize(firstPage: Uint8Array): number {
  let lines = firstPage.length === 0 ? 0 : 1;
  for (let at = firstPage.indexOf(newline); at >= 0; at = firstPage.indexOf(newline, at + 1)) {
    lines += 1;
  }
  if (lines < pageSize) return lines;
  return Math.round((lines * 2 ** 32) / (parseInt(lastId(firstPage).slice(0, 8), 16) + 1));
}
