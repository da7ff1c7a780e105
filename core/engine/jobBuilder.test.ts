import { expect, it } from 'vitest';
import type { TaskRecord } from '../store/record.ts';
import { Expander } from '../task/identity.ts';
import type { TaskId } from '../task/task.ts';
import { JobBuilder } from './jobBuilder.ts';
import { TestBench } from './testBench.testing.ts';
import { lengthOf, parityOf } from './testFamilies.testing.ts';

function recordOf(id: TaskId, n: number): TaskRecord {
  return {
    id,
    family: 'LengthOf',
    version: '1.0',
    subject: `${n}`,
    params: {},
    inputs: [],
    outputs: [],
    folderMtime: 0,
    digest: `digest ${n}`,
    code: '',
    result: { length: n },
    run: 'r',
    finishedAt: '2026-01-01T00:00:00.000Z',
    seconds: 0,
  };
}

it('keeps the last records of a run at hand, and asks the store for older ones once it has them', async () => {
  const bench = new TestBench();
  const stored = new Map<TaskId, TaskRecord>();
  const made = new Map<TaskId, TaskRecord>();
  const asked: TaskId[] = [];
  const store = {
    hashedSources: () => Promise.resolve(new Map()),
    records: (_family: string, ids: readonly TaskId[]) => {
      asked.push(...ids);
      return Promise.resolve(new Map([...stored].filter(([id]) => ids.includes(id))));
    },
  };
  const recorded = () => {
    for (const [id, record] of made) stored.set(id, record);
    return Promise.resolve();
  };
  const builder = new JobBuilder(bench.workspace, store, recorded, 2);
  const expander = new Expander();
  const consumers = [0, 1, 2, 3].map((n) =>
    expander.expand(parityOf.with({ path: `${n}.txt`, trace: '' })),
  );
  const lengths = [0, 1, 2, 3].map((n) =>
    expander.expand(lengthOf.with({ path: `${n}.txt`, trace: '' })),
  );
  for (const [n, { id }] of lengths.entries()) {
    made.set(id, recordOf(id, n));
    builder.remember(recordOf(id, n));
  }
  const jobs = await builder.build(
    consumers,
    () => '',
    () => [],
  );
  expect(jobs.map(({ inputs }) => inputs[0]?.result)).toEqual(
    [0, 1, 2, 3].map((n) => ({ length: n })),
  );
  expect(asked).toEqual(lengths.slice(0, 2).map(({ id }) => id));
  expect(lengths.map(({ id }) => builder.digest(id))).toEqual(
    [0, 1, 2, 3].map((n) => `digest ${n}`),
  );
});
