import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TaskId } from '../task/task.ts';
import { ReadyQueue, type Schedulable } from './readyQueue.ts';
import { Resources } from './resources.ts';

const idAt = (index: number) => index.toString(16).padStart(32, '0') as TaskId;
const always = () => true;
const cores = { cores: 1 };

function task(index: number, more: Partial<Schedulable> = {}): Schedulable {
  const base = { waitsFor: [], unitKey: 'a', largestUnit: 64, priority: 0, resources: cores };
  return { id: idAt(index), ...base, ...more };
}

/** For each task the earlier ones that it waits for. */
const graphs = fc
  .array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 60 })
  .map((lists) => lists.map((list, index) => (index === 0 ? [] : list.map((to) => to % index))));

const shape = fc.record({
  unitKey: fc.constantFrom('a', 'b', 'c'),
  largestUnit: fc.integer({ min: 1, max: 5 }),
  priority: fc.constantFrom(0, 0, 5),
  resources: fc.constantFrom(cores, { cores: 2 }, { cores: 1, sas: 1 }, { cores: 9 }),
});

describe('any graph of tasks', () => {
  it('is worked through: each task once, after all that it waits for, within all limits', () => {
    const shapes = fc.array(shape, { minLength: 60, maxLength: 60 });
    fc.assert(
      fc.property(graphs, shapes, fc.infiniteStream(fc.nat()), (graph, stream, pick) => {
        const tasks = graph.map((list, index) =>
          task(index, { ...stream[index], waitsFor: list.map(idAt) }),
        );
        const byId = new Map(tasks.map((each) => [each.id, each]));
        const wanted = new Map(
          tasks.map(({ id }, index) => [id, stream[index]?.resources ?? cores]),
        );
        const queue = new ReadyQueue();
        queue.add(tasks);
        const resources = new Resources({ cores: 4, sas: 1 });
        const running: { ids: TaskId[]; held: TaskId }[] = [];
        const done = new Set<TaskId>();
        while (queue.open > 0) {
          const unit = queue.take(3, (amounts) => resources.fits(amounts));
          const [first] = unit;
          if (first !== undefined) {
            const members = unit.map((id) => byId.get(id));
            expect(new Set(members.map((member) => member?.unitKey)).size).toBe(1);
            expect(unit.length).toBeLessThanOrEqual(3);
            for (const member of members) {
              expect(done.has(member?.id ?? idAt(0))).toBe(false);
              expect(member?.waitsFor.every((id) => done.has(id))).toBe(true);
            }
            resources.hold(unit, members[0]?.resources ?? {});
            running.push({ ids: unit, held: first });
            const used = running.map(({ held }) => wanted.get(held) ?? cores);
            const total = used.reduce((sum, amounts) => sum + amounts.cores, 0);
            // A task that wants more than there is may run where nothing else does.
            if (used.every((amounts) => amounts.cores <= 4)) expect(total).toBeLessThanOrEqual(4);
            expect(used.filter((amounts) => 'sas' in amounts).length).toBeLessThanOrEqual(1);
            continue;
          }
          expect(running.length).toBeGreaterThan(0); // else nothing could ever start again
          const [ended] = running.splice(Number(pick.next().value) % running.length, 1);
          if (ended === undefined) continue;
          for (const id of ended.ids) {
            resources.release(id);
            done.add(id);
            queue.complete(id);
          }
        }
        expect(done.size).toBe(tasks.length);
        expect(queue.ready).toBe(0);
      }),
      { numRuns: 300 },
    );
  });

  it('blocks exactly what follows from a failed task', () => {
    fc.assert(
      fc.property(graphs, fc.nat(), (graph, pick) => {
        const failing = pick % graph.length;
        const expected = new Set<number>();
        for (const [index, list] of graph.entries()) {
          if (list.some((to) => to === failing || expected.has(to))) expected.add(index);
        }
        const queue = new ReadyQueue();
        queue.add(graph.map((list, index) => task(index, { waitsFor: list.map(idAt) })));
        const blocked = queue.fail(idAt(failing));
        expect(new Set(blocked)).toEqual(new Set([...expected].map(idAt)));
        expect(blocked.length).toBe(expected.size);
        let worked = 0;
        for (let unit = queue.take(9, always); unit.length > 0; unit = queue.take(9, always)) {
          for (const id of unit) {
            if (id !== idAt(failing)) worked += 1;
            queue.complete(id);
          }
        }
        expect(worked).toBe(graph.length - expected.size - 1);
        expect(queue.open).toBe(0);
      }),
    );
  });
});

describe('the order of work', () => {
  it('is by priority, then as added, in units of one key', () => {
    const queue = new ReadyQueue();
    queue.add([
      task(0),
      task(1, { unitKey: 'b' }),
      task(2),
      task(3, { priority: 1, unitKey: 'b' }),
      task(4, { priority: 1, unitKey: 'b', largestUnit: 1 }),
    ]);
    const units = [];
    for (let unit = queue.take(9, always); unit.length > 0; unit = queue.take(9, always)) {
      units.push(unit.map((id) => Number.parseInt(id, 16)));
    }
    expect(units).toEqual([[3, 4], [0, 2], [1]]);
  });

  it('lets no key starve another', () => {
    const queue = new ReadyQueue();
    queue.add([task(0), task(1), task(2), task(3, { unitKey: 'b' })]);
    const order = [1, 2, 3, 4].map(() => Number.parseInt(queue.take(1, always)[0] ?? '', 16));
    expect(order.indexOf(3)).toBe(1);
  });

  it('passes over what does not fit now', () => {
    const queue = new ReadyQueue();
    queue.add([task(0, { resources: { sas: 1 } }), task(1)]);
    expect(queue.take(9, (wanted) => !('sas' in wanted))).toEqual([idAt(1)]);
    expect(queue.take(9, (wanted) => !('sas' in wanted))).toEqual([]);
    expect(queue.take(9, always)).toEqual([idAt(0)]);
  });
});

describe('changes while it runs', () => {
  it('a task put back is ready again', () => {
    const queue = new ReadyQueue();
    queue.add([task(0), task(1, { waitsFor: [idAt(0)] })]);
    expect(queue.take(9, always)).toEqual([idAt(0)]);
    expect(queue.take(9, always)).toEqual([]);
    queue.putBack(idAt(0));
    expect(queue.take(9, always)).toEqual([idAt(0)]);
  });

  it('a cancelled task is not handed out, and what waited for it is blocked', () => {
    const queue = new ReadyQueue();
    queue.add([task(0), task(1, { waitsFor: [idAt(0)] }), task(2)]);
    expect(queue.cancelOne(idAt(0))).toBe(true);
    expect(queue.fail(idAt(0))).toEqual([idAt(1)]);
    expect(queue.take(9, always)).toEqual([idAt(2)]);
    expect(queue.cancelOne(idAt(2))).toBe(false); // it has started
    expect(queue.ready).toBe(0);
  });

  it('cancelling everything leaves what has started', () => {
    const queue = new ReadyQueue();
    queue.add([task(0), task(1, { unitKey: 'b' }), task(2, { waitsFor: [idAt(0)] })]);
    expect(queue.take(1, always)).toEqual([idAt(0)]);
    expect(new Set(queue.cancelPending())).toEqual(new Set([idAt(1), idAt(2)]));
    expect(queue.open).toBe(1);
    queue.complete(idAt(0));
    expect(queue.open).toBe(0);
    expect(queue.take(9, always)).toEqual([]);
  });

  it('a task may come to wait for others that were added later', () => {
    const queue = new ReadyQueue();
    queue.add([task(0)]);
    queue.take(1, always);
    queue.add([task(1)]);
    queue.waitFor(idAt(0), [idAt(1)]);
    expect(queue.take(9, always)).toEqual([idAt(1)]);
    queue.complete(idAt(1));
    expect(queue.take(9, always)).toEqual([idAt(0)]);
  });
});

describe('the cost', () => {
  /** How often a queue looks at any of its tasks, and asks whether one fits, until all are done. */
  function looks(count: number, unitKey: (index: number) => string): number {
    let seen = 0;
    const counted = (each: Schedulable): Schedulable =>
      new Proxy(each, {
        get: (target, name) => {
          seen += 1;
          return Reflect.get(target, name) as unknown;
        },
      });
    const queue = new ReadyQueue();
    queue.add(
      Array.from({ length: count }, (_, index) => {
        const waitsFor = index < 100 ? [] : [idAt(index - 100), idAt(index - 50)];
        return counted(task(index, { unitKey: unitKey(index), largestUnit: 16, waitsFor }));
      }),
    );
    const fits = () => {
      seen += 1;
      return true;
    };
    let worked = 0;
    for (let unit = queue.take(16, fits); unit.length > 0; unit = queue.take(16, fits)) {
      for (const id of unit) queue.complete(id);
      worked += unit.length;
    }
    expect(worked).toBe(count);
    return seen;
  }

  it.each([
    ['one key', () => 'a'],
    ['a key each', (index: number) => `key ${index}`],
  ])('grows with the number of tasks, not with its square: %s', (_what, unitKey) => {
    const [small, large] = [looks(1000, unitKey), looks(10_000, unitKey)];
    expect(large / small).toBeLessThan(10.5);
    expect(large).toBeLessThan(12 * 10_000);
  });
});
