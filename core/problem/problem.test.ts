import { describe, expect, it } from 'vitest';
import { describeProblem, fromProblemData, Problem, toProblemData } from './problem.ts';

describe('Problem', () => {
  it('says place, event and remedy in one line', () => {
    const problem = new Problem('fits-truncated', 'the file ends inside the data', {
      where: { file: 'a.fits', hdu: 2, column: 'FLUX' },
      advice: 'Download it again',
    });
    expect(describeProblem(problem)).toBe(
      'a.fits, HDU 2, column FLUX: the file ends inside the data. Download it again',
    );
  });

  it('survives a trip through a message', () => {
    const problem = new Problem('x', 'y', { where: { row: 3 }, advice: 'z', transient: true });
    const copy = fromProblemData(structuredClone(toProblemData(problem)));
    expect(toProblemData(copy)).toEqual(toProblemData(problem));
    expect(copy.where).toEqual({ row: 3 });
  });

  it('marks anything else as internal and keeps the stack', () => {
    const data = toProblemData(new TypeError('boom'));
    expect(data.code).toBe('internal');
    expect(data.stack).toContain('boom');
  });
});
