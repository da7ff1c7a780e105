import { isAscii } from 'node:buffer';
import type { TaskId } from '../../task/task.ts';
import { idLength, type StampsOf } from './look.ts';
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

const pageSize = 10_000;
/** Reading a stamp in order costs about a twelfth of looking one up (measured; see docs/benchmarks.md). */
const scanGain = 12;
/** A family larger than this stays in the store: its stamps would fill the memory. */
const mostKept = 2_000_000;

/** Stamps for one plan: looked up at first, read in order once that would have been cheaper. */
export class PlanStamps {
  readonly #source: StampSource;
  readonly #families = new Map<string, FamilyStamps>();

  constructor(source: StampSource) {
    this.#source = source;
  }

  /** One call after the other. */
  readonly of: StampsOf = (family, ids) => {
    let stamps = this.#families.get(family);
    if (stamps === undefined) {
      stamps = new FamilyStamps(this.#source, family);
      this.#families.set(family, stamps);
    }
    return stamps.of(ids);
  };
}

class FamilyStamps {
  readonly #source: StampSource;
  readonly #family: string;
  #asked = 0;
  #size: number | undefined;
  #table: Promise<StampTable> | undefined;

  constructor(source: StampSource, family: string) {
    this.#source = source;
    this.#family = family;
  }

  async of(ids: string): Promise<readonly string[]> {
    this.#asked += ids.length / idLength;
    this.#table ??= (await this.#worthReading()) ? this.#read() : undefined;
    if (this.#table === undefined) return lookUpStamps(this.#source, this.#family, ids);
    const table = await this.#table;
    return splitIds(ids).map((id) => table.get(id));
  }

  async #worthReading(): Promise<boolean> {
    this.#size ??= await this.#estimateSize();
    return this.#size <= mostKept && this.#asked * scanGain > this.#size;
  }

  /** Ids are hashes, evenly spread: the first few tell how many there are. */
  async #estimateSize(): Promise<number> {
    const sample = 256;
    const page = textOf(await this.#source.stampPage(this.#family, '', sample));
    if (page === '') return 0;
    const lines = page.split('\n');
    if (lines.length < sample) return lines.length;
    const last = lines.at(-1)?.slice(0, 8) ?? '';
    return Math.round((sample * 2 ** 32) / (parseInt(last, 16) + 1));
  }

  async #read(): Promise<StampTable> {
    const table = new StampTable();
    let next = this.#source.stampPage(this.#family, '', pageSize);
    for (;;) {
      const page = textOf(await next);
      if (page === '') return table;
      const lastLine = page.slice(page.lastIndexOf('\n') + 1);
      next = this.#source.stampPage(this.#family, lastLine.slice(0, idLength), pageSize);
      table.addPage(page);
    }
  }
}
