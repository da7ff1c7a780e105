import { describe, expect, it } from 'vitest';
import type { ProblemData } from '../problem/problem.ts';
import type { TaskId } from '../task/task.ts';
import { largestLot, type EngineEvent, type TaskState, type TaskStatus } from './status.ts';
import { StatusBoard } from './statusBoard.ts';

const many = 20_000;

function status(index: number, state: TaskState, more: Partial<TaskStatus> = {}): TaskStatus {
  return {
    id: index.toString(16).padStart(32, '0') as TaskId,
    family: 'EstimateSnr',
    subject: `visit ${index}`,
    state,
    why: 'never run',
    requested: true,
    outputs: [],
    seconds: null,
    ...more,
  };
}

function newBoard() {
  const events: EngineEvent[] = [];
  const clock = { now: () => new Date(0), elapsed: () => performance.now() };
  const board = new StatusBoard('r', 'EstimateSnr', clock, (event) => events.push(event));
  const lots = () => events.flatMap((event) => (event.type === 'tasks' ? [event.tasks] : []));
  return { board, events, lots };
}

function failure(message: string): ProblemData {
  return { code: 'bad', message, where: {}, transient: false };
}

describe('the stream of a run', () => {
  it('tells queued tasks by their counts only', async () => {
    const { board, events, lots } = newBoard();
    for (let index = 0; index < many; index += 1) board.add(status(index, 'queued'));
    await board.told();
    board.setState('paused');
    expect(lots()).toEqual([]);
    expect(events.at(-1)).toMatchObject({ type: 'run', run: { counts: { queued: many } } });
  });

  it('tells every change before the end, never more in one message than a lot', async () => {
    const { board, events, lots } = newBoard();
    for (let index = 0; index < many; index += 1) board.add(status(index, 'queued'));
    for (let index = 0; index < many; index += 1) {
      board.change(status(index, 'ran').id, { state: 'cancelled' });
    }
    await board.told();
    board.setState('cancelled', '2026-01-01T00:00:00Z');
    expect(Math.max(...lots().map((lot) => lot.length))).toBe(largestLot);
    const told = new Map(lots().flatMap((lot) => lot.map((task) => [task.id, task.state])));
    expect(told.size).toBe(many);
    expect(new Set(told.values())).toEqual(new Set(['cancelled']));
    expect(events.at(-1)).toMatchObject({ type: 'run', run: { state: 'cancelled' } });
  });

  it('lets other work go on between lots', async () => {
    const { board, lots } = newBoard();
    for (let index = 0; index < many; index += 1) board.add(status(index, 'waiting'));
    let meanwhile: number | undefined;
    setImmediate(() => (meanwhile = lots().length));
    await board.told();
    expect(meanwhile).toBeLessThan(many / largestLot);
  });
});

describe('pages of a run', () => {
  it('are in the order of the plan, of all tasks or of some states', () => {
    const { board } = newBoard();
    board.count(new Map([['LocalFile', 7]]));
    for (let index = 0; index < 5000; index += 1) {
      board.add(status(index, index % 3 === 0 ? 'reused' : 'queued'));
    }
    expect(board.page(undefined, 4990, 100)).toMatchObject({ total: 5000 });
    const queued = board.page(['queued'], 3000, 2);
    expect(queued.total).toBe(3333);
    expect(queued.tasks.map(({ subject }) => subject)).toEqual(['visit 4501', 'visit 4502']);
    expect(board.page(['reused'], 0, 1).total).toBe(1667); // those only counted are not listed
    expect(board.page(['failed'], 0, 10)).toEqual({ total: 0, tasks: [] });
  });

  it('show failures by what they said', () => {
    const { board } = newBoard();
    for (let index = 0; index < 60; index += 1) board.add(status(index, 'queued'));
    for (let index = 0; index < 60; index += 1) {
      const problem = failure(index < 20 ? 'no flux' : `no file ${index}`);
      board.change(status(index, 'ran').id, { problem });
      board.change(status(index, 'ran').id, { state: 'failed' });
    }
    const groups = board.failures();
    expect(groups.reduce((sum, { tasks }) => sum + tasks, 0)).toBe(60);
    expect(groups.length).toBeLessThan(25); // messages that all differ share a group
    const flux = groups.find(({ message }) => message === 'no flux');
    expect(flux?.tasks).toBe(20);
    const page = board.failed(flux?.key ?? '', 18, 10);
    expect(page.total).toBe(20);
    expect(page.tasks.map(({ subject }) => subject)).toEqual(['visit 18', 'visit 19']);
    expect(board.failed('unheard of', 0, 10).total).toBe(0);
  });
});
