import { expect, it } from 'vitest';
import { defaultsOf } from './defaults.ts';
import { defineTask } from './family.ts';
import { json } from './output.ts';
import { string } from './parameters/text.ts';

const family = defineTask({
  family: 'Named',
  version: '1.0',
  summary: 'Has two parameters',
  group: 'Measure',
  parameters: { a: string({ help: 'a' }), b: string({ help: 'b' }) },
  outputs: { out: json({ help: 'out' }) },
  run: () => undefined,
});

it('defaults for all families reach those that have the parameter, after their own', () => {
  const defaults = { '*': { a: 'all', c: 'none has it' }, Named: { b: 'own' }, Other: { a: 'x' } };
  expect(defaultsOf(defaults, family)).toEqual({ a: 'all', b: 'own' });
  expect(defaultsOf({ ...defaults, Named: { a: 'own' } }, family)).toEqual({ a: 'own' });
  expect(defaultsOf(undefined, family)).toEqual({});
});
