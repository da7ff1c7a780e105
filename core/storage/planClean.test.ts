import { describe, expect, it } from 'vitest';
import type { TaskId } from '../task/task.ts';
import { classify } from './classify.ts';
import { planClean, type CleanRules } from './planClean.ts';
import type { StoredTask } from './storedTask.ts';

const id = (name: string): TaskId => name.padEnd(32, '0') as TaskId;

function source(name: string, state: 'present' | 'absent' = 'present'): StoredTask {
  return { ...made(name, []), kind: 'source', state, record: undefined };
}

function made(
  name: string,
  requires: readonly string[],
  change: Partial<StoredTask> & { readonly file?: string } = {},
): StoredTask {
  const { file = `${name}.json`, ...rest } = change;
  const requirements = requires.map(id);
  return {
    id: id(name),
    family: 'Family',
    subject: name,
    kind: 'made',
    requirements,
    state: 'complete',
    record: {
      version: '1.0',
      code: '',
      outputs: [{ name: 'out', kind: 'json', file, size: 100, mtime: 1, sha256: 'x' }],
      inputs: requirements.map((input) => ({ kind: 'task', id: input, name: '', digest: 'd' })),
    },
    current: { version: '1.0', code: '' },
    ...rest,
  };
}

const record = made('x', []).record;

function plan(tasks: readonly StoredTask[], rules: Partial<CleanRules> = {}) {
  const last = tasks.at(-1)?.id;
  const protect = new Set(last === undefined ? [] : [last]);
  const { clean, gone, keep, bytes } = planClean(tasks, { protect, needed: new Set(), ...rules });
  return {
    clean: clean.map(({ subject }) => subject),
    gone: gone.map(({ subject }) => subject),
    keep: Object.fromEntries(keep.map(({ task, why }) => [task.subject, why])),
    bytes,
  };
}

describe('a clean-up plan', () => {
  it('takes the intermediates of a chain, never its sources nor what was named', () => {
    expect(plan([source('s'), made('a', ['s']), made('b', ['a']), made('r', ['b'])])).toEqual({
      clean: ['a', 'b'],
      gone: [],
      keep: {},
      bytes: 200,
    });
  });

  it('keeps a named result that another named result was made from', () => {
    const tasks = [source('s'), made('a', ['s']), made('r', ['a'])];
    expect(plan(tasks, { protect: new Set([id('a'), id('r')]) }).clean).toEqual([]);
  });

  it('keeps what a task that has yet to run will read', () => {
    const tasks = [source('s'), made('a', ['s']), made('b', ['s']), made('r', ['a', 'b'])];
    const { clean, keep } = plan(tasks, { needed: new Set([id('a')]) });
    expect(clean).toEqual(['b']);
    expect(keep).toEqual({ a: 'a task that has yet to run needs it' });
  });

  it('keeps what cannot be made again for want of its source, but not what was made from that', () => {
    const tasks = [source('s', 'absent'), made('a', ['s']), made('b', ['a']), made('r', ['b'])];
    const { clean, keep } = plan(tasks);
    expect(clean).toEqual(['b']);
    expect(keep).toEqual({ a: 'its source Family s is not here' });
  });

  it('keeps what rests on something gone that cannot be made again, at any depth', () => {
    const tasks = [
      source('s', 'absent'),
      made('a', ['s'], { state: 'cleaned' }),
      made('b', ['a'], { state: 'cleaned' }),
      made('c', ['b']),
      made('r', ['c']),
    ];
    expect(plan(tasks)).toMatchObject({ clean: [], gone: ['a', 'b'] });
    expect(plan(tasks).keep.c).toMatch(/^its input Family b cannot be made again/);
  });

  it('takes what rests on something gone that can be made again', () => {
    const tasks = [
      source('s'),
      made('a', ['s'], { state: 'cleaned' }),
      made('b', ['a']),
      made('r', ['b']),
    ];
    expect(plan(tasks)).toMatchObject({ clean: ['b'], gone: ['a'], keep: {} });
  });

  it.each<[string, Partial<StoredTask> & { file?: string }, RegExp]>([
    [
      'of another version',
      { current: { version: '1.1', code: '' } },
      /version 1.0, and 1.1 is here/,
    ],
    ['of a family that nobody knows', { current: undefined }, /not known here/],
    ['with other code', { current: { version: '1.0', code: 'new' } }, /code of its family changed/],
    ['without a record', { record: undefined }, /no record/],
    ['that is not as recorded', { state: 'stale' }, /not as it was recorded/],
    ['that is only a record', { file: '' }, /record in the store/],
  ])('keeps a task %s', (_name, change, why) => {
    const { clean, keep } = plan([source('s'), made('a', ['s'], change), made('r', ['a'])]);
    expect(clean).toEqual([]);
    expect(keep.a).toMatch(why);
  });

  it('keeps a task that asked for more while it ran: nobody can say whether that is here', () => {
    const asked = { kind: 'task', id: id('z'), name: '', digest: 'd' } as const;
    const dynamic = { version: '1.0', code: '', outputs: record?.outputs ?? [], inputs: [asked] };
    const { keep } = plan([source('s'), made('a', ['s'], { record: dynamic }), made('r', ['a'])]);
    expect(keep.a).toMatch(/asked for more/);
  });

  it('a third version number changes nothing', () => {
    const change = { current: { version: '1.0.7', code: '' } };
    expect(plan([source('s'), made('a', ['s'], change), made('r', ['a'])]).clean).toEqual(['a']);
  });

  it('after every plan, whatever was complete can be made again or is still there (all small graphs)', () => {
    // Each of four tasks in a row, gone or there, versions equal or not, with its source here or not.
    for (let bits = 0; bits < 1 << 9; bits += 1) {
      const bit = (n: number): boolean => ((bits >> n) & 1) === 1;
      const tasks = [
        source('s', bit(0) ? 'present' : 'absent'),
        ...['a', 'b', 'c', 'd'].map((name, i) =>
          made(name, [i === 0 ? 's' : ('abc'[i - 1] ?? '')], {
            state: bit(1 + i) ? 'complete' : 'cleaned',
            current: { version: bit(5 + i) ? '1.0' : '2.0', code: '' },
          }),
        ),
      ];
      const cleaned = new Set(plan(tasks).clean);
      const there = new Map<string, boolean>();
      const possible = new Map<string, boolean>();
      let before: string | undefined;
      for (const { subject, state, current } of tasks) {
        const stays = (state === 'complete' || state === 'present') && !cleaned.has(subject);
        const from =
          before === undefined || there.get(before) === true || possible.get(before) === true;
        there.set(subject, stays);
        possible.set(subject, before !== undefined && from && current?.version === '1.0');
        if (cleaned.has(subject)) expect(possible.get(subject), `${bits} ${subject}`).toBe(true);
        before = subject;
      }
    }
  });
});

describe('what something on disk is', () => {
  const known = { kind: 'made', record, current: { version: '1.0', code: '' } } as const;
  it.each([
    ['source', { ...known, kind: 'source' }, true, true],
    ['intermediate', known, true, true],
    ['result', known, false, true],
    ['result', known, true, false],
    ['superseded', { ...known, current: { version: '2.0', code: '' } }, true, true],
    ['orphan', { ...known, current: undefined }, true, true],
    ['orphan', { ...known, record: undefined }, false, false],
  ] as const)('%s', (expected, task, used, rebuildable) => {
    expect(classify(task, { used, rebuildable })).toBe(expected);
  });
});
