import { chebyshev } from '../../continuum/chebyshev.ts';
import { gapIvar } from '../../spectrum/bitmask/badPixels.ts';
import { defineTask } from '../../task/family.ts';
import { float, integer } from '../../task/parameters/number.ts';
import type { SdssFiles } from '../files/sdssFiles.ts';
import { defaultRegionsOf, everyPixelParameter } from './everyPixel.ts';
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

/** Continuum as a Chebyshev series with sigma clipping, the rule of IRAF's onedspec.continuum. */
export function chebyshevFamily(files: SdssFiles) {
  const method = {
    family: 'Chebyshev',
    version: '1.1',
    parameters: {
      ...spectrumInputParameters,
      degree: integer({ help: 'Degree of the polynomial', default: 4, min: 0, max: 30 }),
      low_sigma: float({
        help: 'Pixels more than this many σ below the fit are rejected',
        default: 2,
        min: 0.1,
        max: 1000,
      }),
      high_sigma: float({
        help: 'Pixels more than this many σ above the fit are rejected',
        default: 3,
        min: 0.1,
        max: 1000,
      }),
      iterations: integer({
        help: 'Most rejections and refits; 0 rejects none',
        default: 5,
        min: 0,
        max: 100,
      }),
      fit_regions: fitRegionsParameter('the optical and the three APOGEE chips'),
      every_pixel: everyPixelParameter,
      ...continuumParameters,
    },
  } as const;
  return defineTask({
    ...method,
    summary: 'Normalise by a polynomial per region, with sigma clipping',
    group: 'Normalise',
    outputs: normaliseOutputs,
    result: 'result',
    subject: normaliseSubject,
    interpret: interpretNormalise,
    canonical: (params) => {
      const fit_regions = canonicalFitRegions(params.fit_regions);
      return canonicalNormalise({ ...params, fit_regions }, defaultRegionsOf(params));
    },
    requires: ({ params }) => normaliseRequirements(files, params),
    prepare: ({ degree, low_sigma, high_sigma, iterations, fit_regions }) => {
      const options = {
        degree,
        lowSigma: low_sigma,
        highSigma: high_sigma,
        iterations,
        fitRegions: fitRegionsOf(fit_regions),
        emptyIvar: gapIvar,
      };
      return new GridFits((wavelength, continuumPixels) => {
        const grid = { wavelength, continuumPixels, ...options };
        return (rows) => chebyshev({ ...grid, ...rows });
      });
    },
    run: (args) => runNormalise(args, method, defaultRegionsOf(args.params)),
  });
}
