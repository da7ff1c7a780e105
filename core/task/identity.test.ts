import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Problem } from '../problem/problem.ts';
import { defineTask } from './family.ts';
import { Expander, idOf } from './identity.ts';
import { json } from './output.ts';
import { optional } from './parameter.ts';
import { dictionary, list, range } from './parameters/compound.ts';
import { boolean, float, integer, integer64 } from './parameters/number.ts';
import { choice, date, file, string } from './parameters/text.ts';
import type { Requirements, Task, TaskId } from './task.ts';

const help = 'for the test';
const parameters = {
  fiber: integer({ help }),
  sdss_id: integer64({ help, default: 27021597842567353n }),
  scale: float({ help, default: 0.1 }),
  method: choice(['median', 'mean'], { help, default: 'mean' }),
  night: date({ help, default: '2024-02-29' }),
  rows: range({ help, default: '2:' }),
  orders: list(integer({ help }), { help, default: [2, 3, 4] }),
  extra: dictionary({ help, default: { b: 1, a: 'ü' } }),
  regions: optional(file({ help })),
  strict: boolean({ help, default: false }),
  label: string({ help, default: 'A & B' }),
  use_remote: boolean({ help, default: false, significant: false }),
};

interface Variation {
  readonly version?: string;
  readonly requires?: () => Requirements;
}

function family({ version = '1.0', requires }: Variation = {}) {
  return defineTask({
    family: 'Golden',
    version,
    summary: help,
    group: 'Yours',
    parameters,
    outputs: { answer: json({ help }) },
    ...(requires === undefined ? {} : { requires }),
    run: () => undefined,
  });
}

const bare = defineTask({
  family: 'Bare',
  version: '2.1.7',
  summary: help,
  group: 'Yours',
  parameters: { name: string({ help, default: '' }) },
  outputs: { answer: json({ help }) },
  run: () => undefined,
});

const idOfTask = (task: Task): TaskId => new Expander().expand(task).id;

describe('ids are fixed for ever', () => {
  // Worked out once; whoever changes one of them orphans every result that anybody has.
  it.each<[string, Task, string]>([
    ['no value at all', bare.with({}), 'f60227c06fe924672fe2955967720368'],
    ['a text in another script', bare.with({ name: 'Ж 日 🜨' }), 'df13ce40549a2ffaad76c53409fb0bca'],
    ['every type of parameter', family().with({ fiber: 7 }), '9ac1295e2cb02020e8348ccf8f192d9d'],
    [
      'a named and two unnamed requirements',
      family({
        requires: () => ({
          flat: bare.with({ name: 'f' }),
          '': [bare.with({}), bare.with({ name: 'b' })],
        }),
      }).with({ fiber: 7 }),
      'ae36f5babd2470d6919e5101ebf847b7',
    ],
  ])('%s', (_what, task, id) => {
    expect(idOfTask(task)).toBe(id);
  });

  it('are what docs/identity.md says, computed by hand', () => {
    const sha = (text: string) => createHash('sha256').update(text).digest('hex').slice(0, 32);
    const inner = sha('astra-task-1\0Bare@2.1\0name\0f');
    expect(idOfTask(bare.with({ name: 'f' }))).toBe(inner);
    const task = family({ requires: () => ({ flat: bare.with({ name: 'f' }) }) }).with({
      fiber: 7,
    });
    const key = [
      'Golden@1.0',
      'extra\0{"a":"ü","b":1}',
      'fiber\x007',
      'label\0A & B',
      'method\0mean',
      'night\x002024-02-29',
      'orders\x002,3,4',
      'rows\x002:',
      'scale\x000.1',
      'sdss_id\x0027021597842567353',
      'strict\0false',
    ].join('\0');
    expect(idOfTask(task)).toBe(sha(`astra-task-1\0${key}\0\0flat\0${inner}`));
  });
});

describe('what matters to an id', () => {
  const base = idOfTask(family().with({ fiber: 7 }));

  it('every significant parameter', () => {
    const changes = [
      { fiber: 8 },
      { sdss_id: 27021597842567354n },
      { scale: 0.1 + 2 ** -56 },
      { method: 'median' },
      { night: '2024-02-28' },
      { rows: ':2' },
      { orders: [2, 4, 3] },
      { extra: { b: 1, a: 'u' } },
      { regions: 'a' },
      { strict: true },
      { label: 'A &  B' },
    ];
    const ids = changes.map((change) => idOfTask(family().with({ fiber: 7, ...change })));
    expect(new Set([base, ...ids]).size).toBe(changes.length + 1);
  });

  it('major and minor version, never the third number', () => {
    const of = (version: string) => idOfTask(family({ version }).with({ fiber: 7 }));
    expect(of('1.0.0')).toBe(base);
    expect(of('1.0.9')).toBe(base);
    expect(new Set([base, of('1.1'), of('2.0'), of('1.10'), of('11.0')]).size).toBe(5);
  });

  it('the ids of requirements and the names they were given', () => {
    const withRequired = (requires: Requirements) =>
      idOfTask(family({ requires: () => requires }).with({ fiber: 7 }));
    const [a, b] = [bare.with({ name: 'a' }), bare.with({ name: 'b' })];
    const ids = [undefined, a, b, [a, b], { flat: a }, { dark: a }, { flat: a, dark: b }];
    expect(new Set(ids.map(withRequired)).size).toBe(ids.length);
    expect(withRequired([])).toBe(base);
    expect(withRequired({ flat: undefined })).toBe(base);
    expect(withRequired([a])).toBe(withRequired(a));
    expect(withRequired([b, a])).toBe(withRequired([a, b]));
    expect(withRequired({ dark: b, flat: a })).toBe(withRequired({ flat: a, dark: b }));
  });

  it('where one text ends and the next begins', () => {
    const pair = defineTask({
      family: 'Pair',
      version: '1.0',
      summary: help,
      group: 'Yours',
      parameters: { a: optional(string({ help })), b: optional(string({ help })) },
      outputs: { answer: json({ help }) },
      run: () => undefined,
    });
    const texts = fc.option(fc.string(), { nil: null });
    fc.assert(
      fc.property(texts, texts, texts, texts, (a, b, c, d) => {
        fc.pre(![a, b, c, d].some((text) => text?.includes('\0')));
        const same = a === c && b === d;
        const [one, other] = [pair.with({ a, b }), pair.with({ a: c, b: d })].map(idOfTask);
        expect(one === other).toBe(same);
      }),
    );
  });
});

describe('what never matters to an id', () => {
  const values = fc.record({
    fiber: fc.integer(),
    scale: fc.double({ noNaN: true, noDefaultInfinity: true }),
    sdss_id: fc.bigInt(0n, 2n ** 64n - 1n),
    label: fc.string().filter((text) => !text.includes('\0')),
    orders: fc.array(fc.integer()),
    extra: fc.dictionary(fc.string(), fc.integer()),
  });

  it('insignificant parameters and the order of what was given', () => {
    fc.assert(
      fc.property(values, fc.boolean(), fc.infiniteStream(fc.nat()), (given, remote, shuffle) => {
        const entries = Object.entries(given)
          .map((entry) => ({ entry, place: Number(shuffle.next().value) }))
          .sort((a, b) => a.place - b.place)
          .map(({ entry }) => entry);
        const shuffled = { use_remote: remote, ...Object.fromEntries(entries) };
        expect(idOfTask(family().with(shuffled))).toBe(idOfTask(family().with(given)));
      }),
    );
  });

  it('the order in which an author wrote the parameters', () => {
    const make = (order: (keyof typeof parameters)[]) =>
      defineTask({
        family: 'Golden',
        version: '1.0',
        summary: help,
        group: 'Yours',
        parameters: Object.fromEntries(order.map((name) => [name, parameters[name]])),
        outputs: { answer: json({ help }) },
        run: () => undefined,
      }).with({ fiber: 7 });
    const names = Object.keys(parameters) as (keyof typeof parameters)[];
    expect(idOfTask(make(names.toReversed()))).toBe(idOfTask(make(names)));
  });

  it('whether a value came as a text or from a program', () => {
    fc.assert(
      fc.property(values, (given) => {
        const task = family().with(given);
        const again = Object.fromEntries(
          family().parameterList.flatMap(([name, { type }]) => {
            const value = task.values[name];
            if (value === null || value === undefined) return [];
            return [[name, type.parse(type.format(value))]];
          }),
        );
        expect(idOfTask(family().with(again))).toBe(idOfTask(task));
      }),
    );
  });
});

/** Node `index` requires the nodes that `edges` gives for it. */
function graph(edges: (index: number) => readonly number[]) {
  let calls = 0;
  const node = defineTask({
    family: 'Node',
    version: '1.0',
    summary: help,
    group: 'Yours',
    parameters: { index: integer({ help }) },
    outputs: { answer: json({ help }) },
    requires: ({ params }): Task[] => {
      calls += 1;
      return edges(params.index).map((index) => node.with({ index }));
    },
    run: () => undefined,
  });
  return { node, calls: () => calls };
}

describe('expanding requirements', () => {
  it('goes 100,000 deep without the call stack', () => {
    const { node, calls } = graph((index) => (index === 0 ? [] : [index - 1]));
    const expander = new Expander();
    const root = expander.expand(node.with({ index: 100_000 }));
    expect(expander.size).toBe(100_001);
    expect(calls()).toBe(100_001);
    let id = idOf('Node@1.0\0index\x000', []);
    for (let index = 1; index <= 100_000; index += 1) {
      id = idOf(`Node@1.0\0index\0${index}`, [{ name: '', id }]);
    }
    expect(root.id).toBe(id);
  });

  it('looks at each task once, however many ways lead to it', () => {
    // 40 diamonds on end: 2^40 ways from top to bottom.
    const { node, calls } = graph((index) => (index >= 80 ? [] : [index + 2, (index | 1) + 2]));
    const expander = new Expander();
    expander.expand(node.with({ index: 0 }));
    expander.expand(node.with({ index: 1 }));
    expect(calls()).toBe(expander.size);
    expect(expander.size).toBe(82);
  });

  it('lists requirements before their consumers, for any graph', () => {
    const edges = fc.array(fc.array(fc.nat(), { maxLength: 4 }), { minLength: 1, maxLength: 40 });
    fc.assert(
      fc.property(edges, (lists) => {
        const below = (index: number) =>
          index === 0 ? [] : (lists[index] ?? []).map((to) => to % index);
        const { node } = graph(below);
        const expander = new Expander();
        for (let index = lists.length - 1; index >= 0; index -= 1) {
          expander.expand(node.with({ index }));
        }
        const order = [...expander.tasks()];
        const place = new Map(order.map(({ id }, index) => [id, index]));
        expect(place.size).toBe(lists.length);
        for (const [index, { requirements }] of order.entries()) {
          for (const { node: requirement } of requirements) {
            expect(place.get(requirement.id)).toBeLessThan(index);
          }
        }
      }),
    );
  });

  it('refuses a cycle, naming its members in order and nobody else', () => {
    const { node } = graph((index) => [[1], [2], [3], [1]][index] ?? []);
    const expand = () => new Expander().expand(node.with({ index: 0 }));
    expect(expand).toThrow(Problem);
    expect(expand).toThrow('these tasks require each other: Node(1) → Node(2) → Node(3) → Node(1)');
  });

  it('refuses a task that requires itself', () => {
    const { node } = graph((index) => [index]);
    expect(() => new Expander().expand(node.with({ index: 5 }))).toThrow('Node(5) → Node(5)');
  });

  it('is of use again after it refused', () => {
    const { node } = graph((index) => (index === 1 ? [1] : []));
    const expander = new Expander();
    expect(() => expander.expand(node.with({ index: 1 }))).toThrow('require each other');
    expect(expander.expand(node.with({ index: 2 })).requirements).toEqual([]);
  });
});
