import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { TaskId } from '../../task/task.ts';
import { IdSet } from './idSet.ts';

const idOf = (n: number): TaskId =>
  createHash('sha256').update(String(n)).digest('hex').slice(0, 32) as TaskId;

it('tells new ids from known ones, through every growth', () => {
  const set = new IdSet();
  for (let n = 0; n < 20_000; n += 1) expect(set.add(idOf(n))).toBe(true);
  expect(set.size).toBe(20_000);
  for (let n = 0; n < 20_000; n += 1) expect(set.add(idOf(n))).toBe(false);
  expect(set.size).toBe(20_000);
  expect(set.has(idOf(19_999))).toBe(true);
  expect(set.has(idOf(20_000))).toBe(false);
});

it('keeps ids apart that share all but their last digits', () => {
  const set = new IdSet();
  const alike = ['0', '1', 'f'].map((last) => ('ab'.repeat(15) + `0${last}`) as TaskId);
  expect(alike.map((id) => set.add(id))).toEqual([true, true, true]);
  expect(alike.map((id) => set.has(id))).toEqual([true, true, true]);
});
