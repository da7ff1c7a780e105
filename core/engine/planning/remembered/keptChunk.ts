import type { ResolvedTask } from '../../../task/identity.ts';
import { idLength } from '../idLength.ts';
import type { LookRequest, Seen } from '../look.ts';
import { takeStats, type StatGroup, type StatRequest } from '../takeStats.ts';

/**
 * Tasks that were found complete together: what one look at the disk found of them. While their
 * records are the same and a look finds the same, they are complete.
 */
export interface KeptChunk {
  /** 16 bytes each, requirements before their consumers. */
  readonly ids: Uint8Array;
  /** Families, and which of them each task is of. */
  readonly families: readonly string[];
  readonly familyOf: Uint16Array;
  readonly groups: readonly KeptGroup[];
  readonly sources: { readonly paths: string; readonly places: Int32Array };
  /** As in `Stats`. */
  readonly values: Float64Array;
}

/** A group without its ids, which stand in the chunk already. */
type KeptGroup = Omit<StatGroup, 'ids'>;

export function keepChunk(
  tasks: readonly ResolvedTask[],
  { groups, sources }: LookRequest,
  { values, names }: Seen,
): KeptChunk {
  const numbers = new Map<string, number>();
  const familyOf = Uint16Array.from(tasks, ({ task }) => {
    const number = numbers.get(task.family.family) ?? numbers.size;
    numbers.set(task.family.family, number);
    return number;
  });
  return {
    ids: Buffer.from(tasks.map(({ id }) => id).join(''), 'hex'),
    families: [...numbers.keys()],
    familyOf,
    groups: groups.map(({ folder, file, places }, index) => ({
      folder,
      file,
      names: names[index],
      places,
    })),
    sources: { paths: sources.paths, places: sources.places },
    values,
  };
}

/** Looks at the disk: true if everything is as it was. Takes one stat for each task and source. */
export function isAsKept(chunk: KeptChunk): boolean {
  const { values } = chunk;
  const stats = { values: new Float64Array(values.length), done: 0 };
  takeStats(statRequest(chunk), stats);
  for (let index = 0; index < values.length; index += 1) {
    if (values[index] !== stats.values[index]) return false;
  }
  return true;
}

function statRequest(chunk: KeptChunk): StatRequest {
  const { groups, sources, values } = chunk;
  const count = values.length / 3;
  const ids = idsOf(chunk);
  return {
    count,
    groups: groups.map((group) => ({ ...group, ids: idsAt(ids, count, group.places) })),
    sources: { ...sources, ids: '' },
  };
}

/** Hexadecimal, one after the other. */
export function idsOf({ ids }: KeptChunk): string {
  return Buffer.from(ids.buffer, ids.byteOffset, ids.byteLength).toString('hex');
}

function idsAt(ids: string, count: number, places: Int32Array): string {
  if (places.length === count) return ids; // places ascend, so these are all of them
  let some = '';
  for (const place of places) some += ids.slice(place * idLength, (place + 1) * idLength);
  return some;
}
