import { describe, expect, it } from 'vitest';
import { Problem } from '../problem/problem.ts';
import { defineTask, type Places } from './family.ts';
import { json } from './output.ts';
import { optional } from './parameter.ts';
import { float, integer, integer64 } from './parameters/number.ts';
import { choice, string } from './parameters/text.ts';
import { requestTask, type ParameterFault, type ParameterTexts } from './request.ts';
import { parameterTexts } from './task.ts';

const places: Places = { workspace: '/w', sasRoots: ['/w/sas'], workingDirectory: '/w' };

const family = defineTask({
  family: 'Measure',
  version: '1.0',
  summary: 'for the test',
  group: 'Yours',
  parameters: {
    sdss_id: integer64({ help: 'who' }),
    fiber: optional(integer({ help: 'fibre', min: 1, max: 300, aliases: ['fibre'] })),
    scale: float({ help: 'factor', default: 1, min: 0 }),
    method: choice(['median', 'mean'], { help: 'how', default: 'mean' }),
    label: string({ help: 'name', default: '', significant: false, hidden: true }),
  },
  outputs: { result: json({ help: 'the answer' }) },
  canonical: (values) =>
    values.label === 'old'
      ? { values: { ...values, label: 'new' }, notes: ['label: old is read as new'] }
      : { values, notes: [] },
  interpret: (values, { workingDirectory }) => {
    if (values.label === 'impossible') throw new Problem('bad-parameter', 'these do not fit');
    return { values: { ...values, label: values.label.replace('.', workingDirectory) }, notes: [] };
  },
  run: () => undefined,
});

function texts(given: ParameterTexts, defaults?: ParameterTexts): Record<string, string> {
  const request = requestTask(family, given, places, defaults);
  if (!request.ok) throw new Error(JSON.stringify(request.faults));
  return parameterTexts(request.task);
}

function faults(given: ParameterTexts, defaults?: ParameterTexts): readonly ParameterFault[] {
  const request = requestTask(family, given, places, defaults);
  if (request.ok) throw new Error('it was taken');
  return request.faults;
}

describe('what a user asks for', () => {
  it('is filled up with defaults, and left-out values stay out', () => {
    expect(texts({ sdss_id: '27021597842567353' })).toEqual({
      sdss_id: '27021597842567353',
      scale: '1',
      method: 'mean',
      label: '',
    });
  });

  it('takes the defaults of the workspace before those of the family, and texts before both', () => {
    const defaults = { scale: '2', method: 'median' };
    expect(texts({ sdss_id: '1' }, defaults)).toMatchObject({ scale: '2', method: 'median' });
    expect(texts({ sdss_id: '1', scale: '3' }, defaults)).toMatchObject({ scale: '3' });
  });

  it('may be spelt otherwise, and is told so', () => {
    const request = requestTask(family, { sdss_id: '1', fibre: '007', label: 'old' }, places);
    expect(request.ok && parameterTexts(request.task)).toMatchObject({ fiber: '7', label: 'new' });
    expect(request.notes).toEqual(['fibre is read as fiber', 'label: old is read as new']);
  });

  it('may leave an optional value empty, as a CSV cell does', () => {
    expect(texts({ sdss_id: '1', fiber: '' })).not.toHaveProperty('fiber');
  });

  it('is interpreted on this machine once', () => {
    expect(texts({ sdss_id: '1', label: './a' }).label).toBe('/w/a');
  });
});

describe('what cannot be taken', () => {
  it('is reported whole: every fault, with what is allowed', () => {
    expect(faults({ fiber: '301', scale: '-1', method: 'mode', fibr: '7' })).toEqual([
      {
        parameter: 'fibr',
        message: 'Measure has no such parameter; did you mean fiber?',
        allowed: 'sdss_id, fiber, scale, method',
      },
      { parameter: 'sdss_id', message: 'a value is needed', allowed: 'a whole number' },
      {
        parameter: 'fiber',
        message: '301 is out of range',
        allowed: 'a whole number from 1 to 300',
      },
      { parameter: 'scale', message: '-1 is out of range', allowed: 'a number, at least 0' },
      {
        parameter: 'method',
        message: '"mode" is not among the choices',
        allowed: 'one of median, mean',
      },
    ]);
  });

  it('may be one value given under two names', () => {
    expect(faults({ sdss_id: '1', fiber: '1', fibre: '2' })).toEqual([
      { parameter: 'fiber', message: 'it is given twice (also as fibre)' },
    ]);
  });

  it('may be a default of the workspace', () => {
    expect(faults({ sdss_id: '1' }, { scale: 'much' })).toEqual([
      {
        parameter: 'scale',
        message: '"much" is not a number (the default in the settings of this workspace)',
        allowed: 'a number, at least 0',
      },
    ]);
  });

  it('may be a combination, which is a problem of the family', () => {
    expect(() => requestTask(family, { sdss_id: '1', label: 'impossible' }, places)).toThrow(
      'these do not fit',
    );
  });

  it('never reaches what every object has', () => {
    for (const name of ['constructor', '__proto__', 'toString']) {
      const given = Object.fromEntries([
        ['sdss_id', '1'],
        [name, 'x'],
      ]);
      expect(faults(given)[0]?.parameter).toBe(name);
    }
  });
});

describe('values from a program', () => {
  it('are checked, and the refusal names family, parameter, value and what is allowed', () => {
    expect(() => family.with({ sdss_id: 1n, fiber: 301 })).toThrow(
      expect.objectContaining({
        code: 'bad-parameter',
        message: '301 is out of range; expected a whole number from 1 to 300',
        where: { family: 'Measure', parameter: 'fiber' },
      }) as Error,
    );
    expect(() => family.with({})).toThrow(
      expect.objectContaining({
        code: 'missing-parameter',
        where: { family: 'Measure', parameter: 'sdss_id' },
      }) as Error,
    );
  });

  it('of other families are passed over, so that common ones can be handed on', () => {
    expect(family.with({ sdss_id: 1n, telescope: 'apo25m' }).values).not.toHaveProperty(
      'telescope',
    );
  });
});
