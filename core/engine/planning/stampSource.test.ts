import { hash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import type { TaskId } from '../../task/task.ts';
import { pageSize, PlanStamps, type StampSource } from './stampSource.ts';

const id = (n: number) => hash('sha256', String(n), 'hex').slice(0, 32) as TaskId;

/** A family of `count` tasks, and what was read of it. */
function family(count: number) {
  const stamps = new Map(Array.from({ length: count }, (_, n) => [id(n), `stamp ${n}`]));
  const sorted = [...stamps.keys()].sort();
  const read = { lookedUp: 0, pages: 0 };
  const line = (of: TaskId) => (stamps.has(of) ? `${of}\t${stamps.get(of) ?? ''}` : of);
  const source: StampSource = {
    stamps: (_family, ids) => {
      read.lookedUp += ids.length;
      return Promise.resolve(Buffer.from(ids.map(line).join('\n')));
    },
    stampPage: (_family, after, limit) => {
      read.pages += 1;
      const from = sorted.findIndex((of) => of > after);
      const page = from < 0 ? [] : sorted.slice(from, from + limit);
      return Promise.resolve(Buffer.from(page.map(line).join('\n')));
    },
  };
  return { source, read };
}

/** `n`, then an id that nobody has, as one text. */
const asked = (from: number, count: number) =>
  Array.from({ length: count }, (_, n) => id(from + n)).join('') + id(-1);

const texts = (from: number, count: number) => [
  ...Array.from({ length: count }, (_, n) => `stamp ${from + n}`),
  '',
];

describe('the stamps for a plan', () => {
  it('of a few tasks of a large family are looked up', async () => {
    const { source, read } = family(60_000);
    const stamps = new PlanStamps(source, undefined);
    expect(await stamps.of('F', asked(100, 50))).toEqual(texts(100, 50));
    expect(read).toEqual({ lookedUp: 51, pages: 0 });
  });

  it('are all read in order once many have been asked for', async () => {
    const { source, read } = family(60_000);
    const stamps = new PlanStamps(source, undefined);
    for (let from = 0; from < 20_000; from += 1000) {
      expect(await stamps.of('F', asked(from, 1000))).toEqual(texts(from, 1000));
    }
    expect(read.lookedUp).toBeLessThan(8000);
    expect(read.pages).toBe(Math.ceil(60_000 / pageSize) + 1);
  });

  it('are read in order from the start where many are expected', async () => {
    const { source, read } = family(60_000);
    const stamps = new PlanStamps(source, { tasks: 60_000, families: [['F', 60_000]] });
    expect(await stamps.of('F', asked(0, 1000))).toEqual(texts(0, 1000));
    expect(read.lookedUp).toBe(0);
  });

  it('of a family that never ran are none', async () => {
    const { source } = family(0);
    const stamps = new PlanStamps(source, undefined);
    expect(await stamps.of('F', asked(0, 3))).toEqual(['', '', '', '']);
  });
});
