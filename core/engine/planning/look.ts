import { idLength } from './idLength.ts';
import {
  noStats,
  statInto,
  takeStats,
  type StatGroup,
  type StatRequest,
  type Stats,
} from './takeStats.ts';

/**
 * Tasks to be looked at together, requirements before their consumers, in a form that crosses to
 * another thread at the price of a copy: a few long texts and arrays of numbers.
 */
export interface LookRequest extends StatRequest {
  readonly groups: readonly StampGroup[];
  /** Task `i` requires the tasks `requirements[offsets[i]]` up to `offsets[i + 1]`; −1: see below. */
  readonly offsets: Int32Array;
  /** −1 stands for a requirement that cannot be judged here (a wrapper). */
  readonly requirements: Int32Array;
  /** Answer with all stamps, even where every task is confirmed. */
  readonly allStamps: boolean;
  /** Where every task is confirmed, answer with what confirmed them. */
  readonly remember: boolean;
  /** What the planner has taken of them itself, while this side was behind. */
  readonly stats?: Stats;
}

/** Tasks of one family. */
export interface StampGroup extends StatGroup {
  readonly family: string;
  /** Fingerprint of the family's code as it is now. */
  readonly code: string;
}

/** What one look found. */
export interface Found {
  readonly kind: 'found';
  /** As in `Stats`: of each task's one stat. */
  readonly values: Float64Array;
  /**
   * 1: complete, or a source that is here; everything is exactly as recorded. 0: to be judged by
   * `assess`, which knows every other case.
   */
  readonly confirmed: Uint8Array;
  /** Stamps by task (see `stamp.ts`), empty without one. */
  readonly stamps: readonly string[];
}

/** Every task is confirmed, and nobody wants the stamps. */
export interface AllConfirmed {
  readonly kind: 'confirmed';
  /** Where it is to be remembered. */
  readonly seen: Seen | undefined;
}

/** What confirmed tasks: equal stats confirm them again while their records are the same. */
export interface Seen {
  readonly values: Float64Array;
  /** See `StatGroup`: of groups without a file name for all tasks. */
  readonly names: readonly (string | undefined)[];
}

export type Looked = Found | AllConfirmed;

export type LookAt = (request: LookRequest) => Promise<Looked>;

/** Stamps of some ids of a family, in their order; empty texts where there is none. */
export type StampsOf = (family: string, ids: string) => Promise<readonly string[]>;

/**
 * One stat for each task: of a source, of the only output, or of the folder of several. Confirms the
 * common case, in which nothing has changed, from texts alone; never reads a file.
 */
export async function look(
  request: LookRequest,
  stampsOf: StampsOf,
  stats: Stats = noStats(request),
): Promise<Looked> {
  takeStats(request, stats);
  const found: (readonly string[])[] = [];
  for (const { family, ids } of request.groups) found.push(await stampsOf(family, ids));
  return new Look(request, stats.values, found).all();
}

class Look {
  readonly #request: LookRequest;
  readonly #values: Float64Array;
  readonly #confirmed: Uint8Array;
  readonly #stamps: string[];
  /** Of the source at a place: its id. */
  readonly #sources = new Map<number, string>();
  readonly #groups: (StampGroup | undefined)[];
  /** Which task of its group stands at a place. */
  readonly #slots: Int32Array;
  /** Names of only files that no family knew beforehand, by place. */
  readonly #names = new Map<number, string>();

  constructor(request: LookRequest, values: Float64Array, found: readonly (readonly string[])[]) {
    const { count, groups } = request;
    this.#request = request;
    this.#values = values;
    this.#confirmed = new Uint8Array(count);
    this.#stamps = new Array<string>(count).fill('');
    this.#groups = new Array<StampGroup | undefined>(count).fill(undefined);
    this.#slots = new Int32Array(count);
    for (const [number, group] of groups.entries()) {
      const stamps = found[number] ?? [];
      for (let index = 0; index < group.places.length; index += 1) {
        const place = group.places[index] ?? 0;
        this.#stamps[place] = stamps[index] ?? '';
        this.#groups[place] = group;
        this.#slots[place] = index;
      }
    }
  }

  all(): Looked {
    const { sources, count, allStamps, remember } = this.#request;
    this.#confirmSources(sources);
    for (let place = 0; place < count; place += 1) {
      const group = this.#groups[place];
      const stamp = this.#stamps[place] ?? '';
      if (group === undefined || stamp === '') continue; // a source, a wrapper, or never run
      if (this.#asRecorded(place, group, stamp)) this.#confirmed[place] = 1;
    }
    if (!allStamps && !this.#confirmed.includes(0)) {
      return { kind: 'confirmed', seen: remember ? this.#seen() : undefined };
    }
    const [values, confirmed, stamps] = [this.#values, this.#confirmed, this.#stamps];
    return { kind: 'found', values, confirmed, stamps };
  }

  #seen(): Seen {
    const names = this.#request.groups.map(({ file, places }) =>
      file === undefined
        ? Array.from(places, (place) => this.#names.get(place) ?? '').join('\0')
        : undefined,
    );
    return { values: this.#values, names };
  }

  #confirmSources({ ids, places }: LookRequest['sources']): void {
    for (let index = 0; index < places.length; index += 1) {
      const place = places[index] ?? 0;
      this.#sources.set(place, ids.slice(index * idLength, (index + 1) * idLength));
      if (this.#values[place * 3 + 2] === 1) this.#confirmed[place] = 1;
    }
  }

  /** `digest TAB code TAB folder mtime TAB files TAB inputs`, read where it stands. */
  #asRecorded(place: number, group: StampGroup, stamp: string): boolean {
    const codeAt = stamp.indexOf('\t') + 1;
    const mtimeAt = stamp.indexOf('\t', codeAt) + 1;
    const filesAt = stamp.indexOf('\t', mtimeAt) + 1;
    const inputsAt = stamp.indexOf('\t', filesAt) + 1;
    const id = this.#idAt(place, group);
    const spaceAt = stamp.indexOf(' ', filesAt);
    const several = spaceAt >= 0 && spaceAt < inputsAt;
    const name = several ? '' : stamp.slice(filesAt, stamp.indexOf(':', filesAt));
    let same = inputsAt - filesAt === 1; // all outputs are records
    if (!same) {
      if (name !== group.file) {
        const folder = `${group.folder}/${id.slice(0, 2)}/${id}`;
        statInto(this.#values, place, name === '' ? folder : `${folder}/${name}`);
        if (group.file === undefined) this.#names.set(place, name);
      }
      same = several
        ? this.#values[place * 3 + 2] !== 0 &&
          this.#values[place * 3 + 1] === Number(stamp.slice(mtimeAt, filesAt - 1))
        : this.#fileIs(place, stamp, filesAt + name.length + 1);
    }
    return (
      same &&
      stamp.slice(codeAt, mtimeAt - 1) === group.code &&
      this.#inputsUnchanged(place, stamp, inputsAt)
    );
  }

  /** Every requirement as recorded, and nothing recorded besides (what it asked for as it ran). */
  #inputsUnchanged(place: number, stamp: string, inputsAt: number): boolean {
    const { offsets, requirements } = this.#request;
    const from = offsets[place] ?? 0;
    const to = offsets[place + 1] ?? 0;
    if (countInputs(stamp, inputsAt) !== to - from) return false;
    for (let at = from; at < to; at += 1) {
      const other = requirements[at] ?? -1;
      if (other < 0 || this.#confirmed[other] !== 1) return false;
      if (!this.#inputIs(other, stamp, inputsAt)) return false;
    }
    return true;
  }

  #inputIs(other: number, stamp: string, inputsAt: number): boolean {
    const source = this.#sources.get(other);
    if (source === undefined) {
      const group = this.#groups[other];
      if (group === undefined) return false;
      const theirs = this.#stamps[other] ?? '';
      const digest = theirs.slice(0, theirs.indexOf('\t'));
      return stamp.includes(`${this.#idAt(other, group)}=${digest}`, inputsAt);
    }
    const at = stamp.indexOf(source, inputsAt);
    if (at < 0 || stamp[at + idLength] !== ':') return false;
    const sizeAt = at + idLength + 1;
    const mtimeAt = stamp.indexOf(':', sizeAt) + 1;
    const end = stamp.indexOf(':', mtimeAt);
    return (
      Number(stamp.slice(sizeAt, mtimeAt - 1)) === this.#values[other * 3] &&
      Number(stamp.slice(mtimeAt, end)) === this.#values[other * 3 + 1]
    );
  }

  /** The only file: `name:size:mtime:sha256`. Of what is no file the size means nothing. */
  #fileIs(place: number, stamp: string, sizeAt: number): boolean {
    const kind = this.#values[place * 3 + 2];
    if (kind === 0) return false;
    const mtimeAt = stamp.indexOf(':', sizeAt) + 1;
    const mtime = Number(stamp.slice(mtimeAt, stamp.indexOf(':', mtimeAt)));
    if (this.#values[place * 3 + 1] !== mtime) return false;
    return kind === 2 || this.#values[place * 3] === Number(stamp.slice(sizeAt, mtimeAt - 1));
  }

  #idAt(place: number, { ids }: StampGroup): string {
    const at = (this.#slots[place] ?? 0) * idLength;
    return ids.slice(at, at + idLength);
  }
}

function countInputs(stamp: string, inputsAt: number): number {
  if (inputsAt >= stamp.length) return 0;
  let count = 1;
  for (let at = stamp.indexOf(' ', inputsAt); at >= 0; at = stamp.indexOf(' ', at + 1)) count += 1;
  return count;
}
