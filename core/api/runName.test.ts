import { expect, it } from 'vitest';
import { isRunOf, runName } from './runName.ts';

it('a run of several families is found by each of them', () => {
  const name = runName(['EstimateSnr', 'Sinusoidal', 'EstimateSnr']);
  expect(name).toBe('EstimateSnr + Sinusoidal');
  expect(['EstimateSnr', 'Sinusoidal', 'Estimate', name].map((f) => isRunOf(name, f))).toEqual([
    true,
    true,
    false,
    false,
  ]);
  expect(isRunOf(runName(['Scalar']), 'Scalar')).toBe(true);
});
