import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { ResultFields } from '../task/output.ts';
import { builtInFamilies } from './builtInFamilies.ts';
import { noFetch } from './files/archiveFetch.ts';
import { TestWorkspace } from './normalise/runTask.testing.ts';

const samples = join(import.meta.dirname, '../../resources/samples/sas');
const star = join(
  samples,
  'dr16/apogee/spectro/redux/r12/stars/apo25m/182-10/apStar-r12-SYN0512+2201.fits',
);

const measuring = [
  'EstimateSnr',
  'Sinusoidal',
  'Chebyshev',
  'RunningQuantile',
  'Spline',
  'Scalar',
  'StackSpectra',
  'ExportSpectrum',
];

describe('the result of every family that measures', () => {
  it.each(measuring)('%s says what each of its fields is', async (name) => {
    using workspace = new TestWorkspace();
    copyFileSync(star, workspace.path('star.fits'));
    const { outcome, result } = await workspace.run(name, { input: 'star.fits' });
    expect(outcome.kind).toBe('done');
    const family = builtInFamilies(noFetch).get(name);
    const fields: ResultFields = family.outputs[family.result ?? '']?.fields ?? {};
    const told = Object.entries(fields).filter(([, { help, type }]) => help !== '' && type);
    expect(told.map(([field]) => field).toSorted()).toEqual(
      Object.keys(result as object).toSorted(),
    );
  });
});
