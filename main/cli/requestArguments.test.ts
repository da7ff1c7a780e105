import { mkdirSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { Problem } from '../../core/problem/problem.ts';
import { faultsProblem } from '../../core/task/request.ts';
import { parseAssignments } from './requestArguments.ts';
import { commandLine } from './testing/commandLine.testing.ts';

describe('name=value words', () => {
  it('the first equals sign ends the name; the value is taken as it is', () => {
    expect(
      parseAssignments(['release=DR17', 'expr=a=b', 'empty=', 'field=000+14', 'x= y ']),
    ).toEqual({ release: 'DR17', expr: 'a=b', empty: '', field: '000+14', x: ' y ' });
  });

  it.each(['word', '=value', ''])('%j is refused', (word) => {
    expect(() => parseAssignments([word])).toThrow(Problem);
  });

  it('a name given twice is refused, even where the values agree', () => {
    expect(() => parseAssignments(['n=1', 'n=1'])).toThrow('it is given twice');
  });

  it('names of the language itself are plain names', () => {
    expect(parseAssignments(['toString=1', 'constructor=2'])).toEqual({
      toString: '1',
      constructor: '2',
    });
  });
});

describe('faults of parameters', () => {
  it('all are told in one sentence, the first names its parameter', () => {
    const problem = faultsProblem('EstimateSnr', [
      { parameter: 'row', message: '"x" is not a whole number', allowed: 'a whole number' },
      { parameter: 'fudge_factor', message: '"y" is not a number' },
    ]);
    expect(problem.message).toBe(
      '"x" is not a whole number; expected a whole number. fudge_factor: "y" is not a number',
    );
    expect(problem.where).toEqual({ family: 'EstimateSnr', parameter: 'row' });
    expect(problem.code).toBe('bad-parameter');
  });
});

describe('files that parameters name', () => {
  it.each([
    ['input=folder', /^astra: EstimateSnr, parameter input: folder is a folder\..* --batch FILE/],
    ['input=nowhere.fits', /there is no file nowhere\.fits/],
    ['inputs=nowhere.fits', /parameter inputs: there is no file nowhere\.fits/],
    ['inputs=["here.fits", "folder"]', /parameter inputs: folder is a folder/],
  ])('%s is refused before anything runs', async (word, sentence) => {
    using astra = await commandLine('built-in');
    mkdirSync(astra.path('folder'));
    writeFileSync(astra.path('here.fits'), '');
    const family = word.startsWith('inputs') ? 'StackSpectra' : 'EstimateSnr';
    const { err, code } = await astra.run(['run', family, word]);
    expect(err).toMatch(sentence);
    expect(code).toBe(2);
    expect(astra.outputs()).toEqual([]);
  });
});
