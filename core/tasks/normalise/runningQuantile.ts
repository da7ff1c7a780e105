import { runningQuantile } from '../../continuum/runningQuantile.ts';
import { Problem } from '../../problem/problem.ts';
import { gapIvar } from '../../spectrum/bitmask/badPixels.ts';
import { defineTask } from '../../task/family.ts';
import { float, integer } from '../../task/parameters/number.ts';
import type { SdssFiles } from '../files/sdssFiles.ts';
import { canonicalFitRegions, fitRegionsOf, fitRegionsParameter } from './fitRegions.ts';
import { spectrumInputParameters } from '../input/spectrumInput.ts';
import { GridFits } from './gridFits.ts';
import {
  canonicalNormalise,
  continuumParameters,
  interpretNormalise,
  normaliseRequirements,
  normaliseSubject,
} from './normaliseInput.ts';
import { normaliseOutputs, runNormalise } from './runNormalise.ts';

/** Continuum as the running median or another quantile of the flux. */
export function runningQuantileFamily(files: SdssFiles) {
  const method = {
    family: 'RunningQuantile',
    version: '1.1',
    parameters: {
      ...spectrumInputParameters,
      width: integer({
        help: 'Width of the window, odd; 151 is the habit of APOGEE',
        unit: 'pixels',
        default: 151,
        min: 1,
        max: 100_001,
      }),
      quantile: float({ help: '0.5 is the median', default: 0.5, min: 0, max: 1 }),
      fit_regions: fitRegionsParameter('the whole spectrum'),
      ...continuumParameters,
    },
  } as const;
  return defineTask({
    ...method,
    summary: 'Normalise by a running median or another quantile',
    group: 'Normalise',
    outputs: normaliseOutputs,
    result: 'result',
    subject: normaliseSubject,
    interpret: interpretNormalise,
    canonical: (params) => {
      refuseEven(params.width);
      const fit_regions = canonicalFitRegions(params.fit_regions);
      return canonicalNormalise({ ...params, fit_regions }, 'every pixel');
    },
    requires: ({ params }) => normaliseRequirements(files, params),
    prepare: ({ width, quantile, fit_regions }) => {
      const fitRegions = fitRegionsOf(fit_regions);
      const options = { width, quantile, fitRegions, emptyIvar: gapIvar };
      return new GridFits((wavelength, continuumPixels) => {
        const grid = { wavelength, continuumPixels, ...options };
        return (rows) => runningQuantile({ ...grid, ...rows });
      });
    },
    run: (args) => runNormalise(args, method, 'every pixel'),
  });
}

function refuseEven(width: number): void {
  if (width % 2 === 1) return;
  throw new Problem('bad-parameter', `${width} is even, so the window has no centre`, {
    where: { family: 'RunningQuantile', parameter: 'width' },
    advice: `Give an odd number of pixels, such as ${width + 1}`,
  });
}
