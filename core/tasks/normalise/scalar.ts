import { scalar } from '../../continuum/scalar.ts';
import { gapIvar } from '../../spectrum/bitmask/badPixels.ts';
import { defineTask } from '../../task/family.ts';
import { choice } from '../../task/parameters/text.ts';
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

/** Continuum as one number per region. */
export function scalarFamily(files: SdssFiles) {
  const method = {
    family: 'Scalar',
    version: '1.1',
    parameters: {
      ...spectrumInputParameters,
      statistic: choice(['mean', 'median', 'max'], {
        help: 'Which number, of the good continuum pixels',
        default: 'median',
      }),
      fit_regions: fitRegionsParameter('the whole spectrum'),
      ...continuumParameters,
    },
  } as const;
  return defineTask({
    ...method,
    summary: 'Normalise by one number: mean, median or maximum',
    group: 'Normalise',
    outputs: normaliseOutputs,
    result: 'result',
    subject: normaliseSubject,
    interpret: interpretNormalise,
    canonical: (params) => {
      const fit_regions = canonicalFitRegions(params.fit_regions);
      return canonicalNormalise({ ...params, fit_regions }, 'every pixel');
    },
    requires: ({ params }) => normaliseRequirements(files, params),
    prepare: ({ statistic, fit_regions }) => {
      const fitRegions = fitRegionsOf(fit_regions);
      const options = { statistic, fitRegions, emptyIvar: gapIvar };
      return new GridFits((wavelength, continuumPixels) => {
        const grid = { wavelength, continuumPixels, ...options };
        return (rows) => scalar({ ...grid, ...rows });
      });
    },
    run: (args) => runNormalise(args, method, 'every pixel'),
  });
}
