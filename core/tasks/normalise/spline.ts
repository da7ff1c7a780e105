import { spline } from '../../continuum/spline.ts';
import { gapIvar } from '../../spectrum/bitmask/badPixels.ts';
import { defineTask } from '../../task/family.ts';
import { list } from '../../task/parameters/compound.ts';
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

const defaultKnots = 10;

/** Continuum as a least-squares spline on fixed knots. */
export function splineFamily(files: SdssFiles) {
  const method = {
    family: 'Spline',
    version: '1.1',
    parameters: {
      ...spectrumInputParameters,
      degree: integer({ help: '2: quadratic, 3: cubic', default: 3, min: 2, max: 3 }),
      knot_count: integer({
        help: 'Interior knots, evenly spaced over the continuum pixels of each region; not used with knots by hand',
        default: defaultKnots,
        min: 0,
        max: 1000,
      }),
      knots: list(float({ help: 'Wavelength of a knot', min: 0, max: 1e7 }), {
        help: 'Interior knots by hand',
        unit: 'Å',
        default: [],
      }),
      fit_regions: fitRegionsParameter('the optical and the three APOGEE chips'),
      every_pixel: everyPixelParameter,
      ...continuumParameters,
    },
  } as const;
  return defineTask({
    ...method,
    summary: 'Normalise by a spline on fixed knots',
    group: 'Normalise',
    outputs: normaliseOutputs,
    result: 'result',
    subject: normaliseSubject,
    interpret: interpretNormalise,
    canonical: (params) => {
      const knots = [...new Set(params.knots)].sort((a, b) => a - b);
      const knot_count = knots.length > 0 ? defaultKnots : params.knot_count;
      const fit_regions = canonicalFitRegions(params.fit_regions);
      const values = { ...params, knots, knot_count, fit_regions };
      return canonicalNormalise(values, defaultRegionsOf(params));
    },
    requires: ({ params }) => normaliseRequirements(files, params),
    prepare: ({ degree, knots, knot_count: count, fit_regions }) => {
      const options = {
        degree: degree === 2 ? 2 : 3,
        knots: knots.length > 0 ? { at: knots } : { count },
        fitRegions: fitRegionsOf(fit_regions),
        emptyIvar: gapIvar,
      } as const;
      return new GridFits((wavelength, continuumPixels) => {
        const grid = { wavelength, continuumPixels, ...options };
        return (rows) => spline({ ...grid, ...rows });
      });
    },
    run: (args) => runNormalise(args, method, defaultRegionsOf(args.params)),
  });
}
