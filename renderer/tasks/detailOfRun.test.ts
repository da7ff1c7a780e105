import { expect, it } from 'vitest';
import type { RunTask } from '../../core/api/tasks.ts';
import { detailOfRun } from './detailOfRun.ts';

const failed: RunTask = {
  id: 'ab12',
  family: 'EstimateSnr',
  subject: 'notes',
  state: 'failed',
  why: 'never run',
  outputs: [],
  seconds: 0.1,
  problem: { code: 'not-fits', message: 'this is not a FITS file', where: {}, transient: false },
};

it('tells of a task that failed what its run said', () => {
  const line = { at: '2026-01-01T00:00:00Z', level: 'info', text: 'reading' } as const;
  const detail = detailOfRun(failed, '1.0', [line]);
  expect(detail).toMatchObject({ state: 'failed', why: 'this is not a FITS file', version: '1.0' });
  expect(detail?.problem?.code).toBe('not-fits');
  expect(detail?.log).toEqual([line]);
});

it('leaves complete tasks to the record', () => {
  expect(detailOfRun({ ...failed, state: 'ran' }, '1.0', [])).toBeUndefined();
  expect(detailOfRun({ ...failed, state: 'waiting' }, '1.0', [])?.state).toBe('waiting');
});
