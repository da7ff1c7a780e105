import { describe, expect, it } from 'vitest';
import type { FamilyDescription, ParameterDescription } from '../../core/api/tasks.ts';
import { groupFamilies } from './familyGroups.ts';
import { fieldHint, helpLine, isModified } from './parameterText.ts';
import { planWords } from './planWords.ts';
import { resultFields } from './resultFields.ts';
import { runShare } from './runCounts.ts';
import { matrixWord, planWord } from './stateWords.ts';
import { combinationCount, readSweeps } from './sweepText.ts';

const order: ParameterDescription = {
  name: 'continuum_order',
  kind: 'integer',
  help: 'Sine and cosine pairs.',
  default: '3',
  optional: false,
  min: '1',
  max: '12',
  significant: true,
  batchable: false,
  hidden: false,
  aliases: [],
};

describe('parameters in words', () => {
  it('are modified only by a text that is not the default', () => {
    expect(isModified(order, undefined)).toBe(false);
    expect(isModified(order, '3')).toBe(false);
    expect(isModified(order, '5')).toBe(true);
  });

  it('say bounds and unit inside the field, and the default once it is changed', () => {
    expect(fieldHint(order)).toBe('1 to 12');
    expect(fieldHint({ ...order, max: undefined, unit: 'Å' })).toBe('≥ 1 Å');
    expect(helpLine(order, '5')).toBe('Sine and cosine pairs. Default 3.');
    expect(helpLine(order, undefined)).toBe('Sine and cosine pairs.');
  });
});

describe('plans and results in words', () => {
  it('sum a plan up', () => {
    const plan = {
      plan: 'handle',
      family: 'EstimateSnr',
      planned: 3,
      reused: 1,
      toRun: 2,
      waiting: 0,
      blocked: 0,
      estimateSeconds: 92,
      groups: [],
      notes: [],
      moreNotes: 0,
      command: '',
    };
    expect(planWords(plan)).toBe('3 tasks: 2 to run, 1 reused; about 1 min 32 s');
  });

  it('call a task stale when something changed under it, new otherwise', () => {
    expect(planWord('run', 'Never run').word).toBe('New');
    expect(planWord('run', 'Input changed').word).toBe('Stale');
    expect(planWord('reuse', 'Complete').word).toBe('Reused');
  });

  it('call a cell of the matrix by what there is, not by what will be done', () => {
    expect(matrixWord('reuse', 'complete').word).toBe('Done');
    expect(matrixWord('reuse', 'here').word).toBe('Here');
    expect(matrixWord('run', 'never run').word).toBe('Never run');
    expect(matrixWord('run', 'new: order 3 → 5').word).toBe('New');
    expect(matrixWord('run', 'input changed: a').word).toBe('Stale');
    expect(matrixWord('wait', 'not here yet: a').word).toBe('Waiting');
  });

  it('typeset the fields of a result', () => {
    const fields = resultFields({ n_used: 12288, snr: 44.41337, header_snr: null }, [
      { name: 'n_used', help: 'Pixels in it', unit: 'pix' },
      { name: 'header_snr', help: 'Mean of flux * sqrt(ivar)', unit: 'pix' },
    ]);
    expect(fields).toEqual([
      { name: 'snr', meaning: '', text: '44.413', unit: '' },
      { name: 'n_used', meaning: 'Pixels in it', text: '12,288', unit: 'pix' },
      { name: 'header_snr', meaning: 'Mean of flux · √ivar', text: '—', unit: '' },
    ]);
    expect(resultFields(undefined)).toEqual([]);
  });

  it('measure how far a run is, failures apart', () => {
    const counts = {
      ran: 2,
      reused: 1,
      waiting: 1,
      blocked: 1,
      failed: 1,
      cancelled: 0,
      queued: 4,
      running: 0,
    };
    expect(runShare({ counts, planned: 10 })).toEqual({ finished: 6, done: 0.3, failed: 0.2 });
  });
});

describe('sweeps', () => {
  it('are values between commas, each once, for every combination', () => {
    const { sweeps, problem } = readSweeps([
      { name: 'continuum_order', text: '2, 3,3' },
      { name: '', text: ' ' },
      { name: 'L', text: '1400' },
    ]);
    expect(problem).toBeUndefined();
    expect(sweeps[0]).toEqual({ name: 'continuum_order', values: ['2', '3'] });
    expect(combinationCount(sweeps)).toBe(2);
    expect(combinationCount([])).toBe(1);
  });

  it('say what is missing', () => {
    expect(readSweeps([{ name: '', text: '2' }]).problem).toMatch(/Choose/);
    expect(readSweeps([{ name: 'L', text: '2,,3' }]).problem).toMatch(/values of L/);
    const twice = [
      { name: 'L', text: '2' },
      { name: 'L', text: '3' },
    ];
    expect(readSweeps(twice).problem).toMatch(/twice/);
  });
});

describe('family search', () => {
  const family: FamilyDescription = {
    family: 'EstimateSnr',
    version: '1.0',
    summary: 'Mean signal-to-noise',
    group: 'Measure',
    external: false,
    parameters: [order],
    outputs: [],
    results: [],
    complete: 0,
  };

  it('looks at names, summaries and help', () => {
    expect(groupFamilies([family], 'cosine snr')).toEqual([
      { group: 'Measure', families: [family] },
    ]);
    expect(groupFamilies([family], 'spline')).toEqual([]);
  });
});
