import { expect, it, vi } from 'vitest';
import { PagedRows, type RowPage } from './pagedRows.ts';

const numbers = (offset: number, limit: number): RowPage<number> => ({
  total: 1_000_000,
  rows: Array.from({ length: limit }, (_, index) => offset + index),
});

it('fetches the pages in view, each once, and never the rest', async () => {
  const load = vi.fn(async (offset: number, limit: number) => numbers(offset, limit));
  const rows = new PagedRows(load);
  rows.want(0, 40);
  rows.want(10, 50);
  await vi.waitFor(() => expect(rows.total).toBe(1_000_000));
  rows.want(123_450, 123_510);
  await vi.waitFor(() => expect(rows.row(123_505)).toBe(123_505));
  expect(load.mock.calls.map(([offset]) => offset)).toEqual([0, 123_400, 123_500]);
  expect(rows.row(500_000)).toBeUndefined();
});

it('keeps what is shown while it is fetched again, and forgets the other pages', async () => {
  let generation = 0;
  const rows = new PagedRows(async () => ({ total: 300, rows: [(generation += 1)] }));
  rows.want(0, 0);
  await vi.waitFor(() => expect(rows.row(0)).toBe(1));
  rows.want(200, 200);
  await vi.waitFor(() => expect(rows.row(200)).toBe(2));
  rows.refresh();
  expect(rows.row(0)).toBeUndefined();
  expect(rows.row(200)).toBe(2);
  await vi.waitFor(() => expect(rows.row(200)).toBe(3));
});

it('says what went wrong, and tries again when asked to', async () => {
  let broken = true;
  const rows = new PagedRows(async (offset, limit) => {
    if (broken) throw new Error('the plan is gone');
    return numbers(offset, limit);
  });
  rows.want(0, 10);
  await vi.waitFor(() => expect(rows.problem?.title).toBe('The plan is gone'));
  broken = false;
  rows.refresh();
  await vi.waitFor(() => expect(rows.row(10)).toBe(10));
  expect(rows.problem).toBeUndefined();
});
