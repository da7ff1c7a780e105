import { expect, it } from 'vitest';
import type { ParameterDescription } from '../../core/api/tasks.ts';
import { layoutParameters } from './parameterLayout.ts';

function parameter(name: string, more: Partial<ParameterDescription> = {}): ParameterDescription {
  return {
    name,
    kind: 'string',
    help: '',
    significant: true,
    batchable: false,
    hidden: false,
    optional: false,
    aliases: [],
    ...more,
  };
}

it('only data-model keys are folded, not what else may be left out', () => {
  const key = { batchable: true, optional: true };
  const { main, keys, settings } = layoutParameters({
    parameters: [
      parameter('input', { ...key, kind: 'file' }),
      parameter('species', { default: 'apVisit' }),
      parameter('release', key),
      parameter('field', key),
      parameter('fudge_factor', { default: '1' }),
      parameter('bad_bits', { optional: true }),
      parameter('use_remote', { significant: false, default: 'false' }),
    ],
  });
  expect(keys.map(({ name }) => name)).toEqual(['species', 'release', 'field']);
  expect(main.map(({ name }) => name)).toEqual(['input', 'fudge_factor', 'bad_bits']);
  expect(settings.map(({ name }) => name)).toEqual(['use_remote']);
});
