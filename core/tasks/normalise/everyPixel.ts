import { Problem } from '../../problem/problem.ts';
import { boolean } from '../../task/parameters/number.ts';
import type { DefaultRegions } from './normaliseInput.ts';

/** For methods that can find the continuum by themselves. */
export const everyPixelParameter = boolean({
  help: 'Fit every good pixel, not only those of the continuum regions',
  default: false,
});

/** What the choice means. Throws `bad-parameter` where a regions file says otherwise. */
export function defaultRegionsOf(values: {
  readonly every_pixel: boolean;
  readonly continuum_regions: string | null;
}): DefaultRegions {
  if (!values.every_pixel) return 'bundled';
  if (values.continuum_regions === null) return 'every pixel';
  throw new Problem('bad-parameter', 'every_pixel and continuum_regions exclude each other', {
    where: { parameter: 'every_pixel' },
    advice: 'Give one of them',
  });
}
