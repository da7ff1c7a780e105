import { describe, expect, it } from 'vitest';
import { describeFamily } from './describeFamily.ts';
import { defineTask, type TaskDefinition } from './family.ts';
import { json, text, type OutputSet } from './output.ts';
import { optional, type ParameterSet } from './parameter.ts';
import { list } from './parameters/compound.ts';
import { float, integer } from './parameters/number.ts';
import { string } from './parameters/text.ts';
import { Registry } from './registry.ts';

type Definition = TaskDefinition<ParameterSet, OutputSet>;

const withoutRun: Definition = {
  family: 'Measure',
  version: '1.0',
  summary: 'for the test',
  group: 'Yours',
  parameters: { order: integer({ help: 'order', default: 3, min: 1 }) },
  outputs: { fit: json({ help: 'the fit' }) },
};

const good: Definition = { ...withoutRun, run: () => undefined };

describe('an author who makes a mistake is told at once', () => {
  const alias = (aliases: string[]) => integer({ help: 'order', default: 3, aliases });
  const mistakes: [string, Definition, string][] = [
    ['a family name with a dash', { ...good, family: 'My-Task' }, '"My-Task" is no family name'],
    ['an empty family name', { ...good, family: '' }, '"" is no family name'],
    ['a path as a name', { ...good, family: '../Task' }, '"../Task" is no family name'],
    ['a version of one number', { ...good, version: '1' }, 'Measure: "1" is no version'],
    ['a version with a letter', { ...good, version: '1.0b' }, 'Measure: "1.0b" is no version'],
    ['a result that is no output', { ...good, result: 'fti' }, 'result "fti" is none of its'],
    ['a result that every object has', { ...good, result: 'constructor' }, 'none of its outputs'],
    [
      'a result that is a text file',
      { ...good, outputs: { fit: text({ help: '' }) }, result: 'fit' },
      'result "fit" is text, neither json nor record',
    ],
    [
      'a parameter name with a blank',
      { ...good, parameters: { 'the order': integer({ help: '' }) } },
      '"the order" is no parameter name',
    ],
    [
      'an alias that is a parameter',
      { ...good, parameters: { order: alias(['degree']), degree: alias([]) } },
      '"degree" names two parameters',
    ],
    [
      'an alias of two parameters',
      { ...good, parameters: { order: alias(['n']), degree: alias(['n']) } },
      '"n" names two parameters',
    ],
    ['outputs and no run', withoutRun, 'it has outputs and no run'],
    ['a run without outputs', { ...good, outputs: {} }, 'it has a run and no outputs'],
    [
      'outputs of a source',
      { ...withoutRun, source: () => ({ kind: 'file', path: 'a' }) },
      'a source is not made',
    ],
    ['a fetch without a source', { ...good, fetch: () => Promise.resolve() }, 'only sources'],
    ['no attempts', { ...good, retries: 0 }, 'retries counts attempts'],
    ['an empty unit', { ...good, largestUnit: 0 }, 'largestUnit'],
    ['a timeout of nothing', { ...good, timeoutSeconds: 0 }, 'timeoutSeconds'],
    ['a negative resource', { ...good, resources: { sas: -1 } }, '-1 of sas'],
  ];
  it.each(mistakes)('%s', (_what, definition, message) => {
    expect(() => defineTask(definition)).toThrow(TypeError);
    expect(() => defineTask(definition)).toThrow(message);
  });

  it('two families of one name', () => {
    const family = defineTask(good);
    expect(() => new Registry([family, family])).toThrow('two families are named Measure');
  });

  it('a default that its own parameter refuses', () => {
    expect(() => float({ help: '', default: -1, min: 0 })).toThrow('-1 is out of range');
  });
});

describe('a family', () => {
  it('takes the first json or record output as its result', () => {
    const outputs = { log: text({ help: '' }), fit: json({ help: '' }), more: json({ help: '' }) };
    const definition: Definition = { ...good, outputs };
    expect(defineTask(definition).result).toBe('fit');
  });

  it('describes itself as plain data that survives JSON', () => {
    const family = defineTask({
      ...good,
      parameters: {
        order: integer({ help: 'order', default: 3, min: 1, max: 9, unit: 'px', aliases: ['n'] }),
        label: optional(string({ help: 'label', significant: false, hidden: true })),
        rows: list(integer({ help: 'a row' }), { help: 'rows', batchable: true }),
      },
    });
    const described = describeFamily(family);
    expect(JSON.parse(JSON.stringify(described))).toEqual(described);
    const [order, label, rows] = described.parameters;
    expect(order).toEqual({
      name: 'order',
      kind: 'integer',
      help: 'order',
      unit: 'px',
      default: '3',
      min: '1',
      max: '9',
      optional: false,
      significant: true,
      batchable: false,
      hidden: false,
      aliases: ['n'],
    });
    expect(label).toMatchObject({ optional: true, significant: false, hidden: true });
    expect(rows).toMatchObject({ kind: 'list', batchable: true });
    expect(rows).not.toHaveProperty('default');
  });

  it('names tasks by their given significant values unless the author does', () => {
    const parameters = {
      b: integer({ help: '' }),
      a: optional(string({ help: '' })),
      c: string({ help: '', significant: false, default: 'x' }),
    };
    const family = defineTask({ ...good, parameters });
    expect(family.subject({ b: 2, a: null, c: 'x' })).toBe('2');
    expect(family.subject({ b: 2, a: 'one', c: 'x' })).toBe('one 2');
  });
});

describe('the registry', () => {
  const registry = new Registry([defineTask(good)]);

  it('finds a family by its name and suggests the nearest otherwise', () => {
    expect(registry.get('Measure').family).toBe('Measure');
    expect(() => registry.get('measure')).toThrow('there is no task family "measure"');
    for (const name of ['measure', 'Mesure']) {
      expect(() => registry.get(name)).toThrow(
        expect.objectContaining({
          code: 'unknown-family',
          advice: expect.stringContaining('Did you mean Measure?') as string,
        }) as Error,
      );
    }
  });
});
