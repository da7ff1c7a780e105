import { prepareSinusoidal } from '../../continuum/prepareSinusoidal.ts';
import { sinusoidalOn } from '../../continuum/sinusoidal.ts';
import { defineTask } from '../../task/family.ts';
import { float, integer } from '../../task/parameters/number.ts';
import type { SdssFiles } from '../files/sdssFiles.ts';
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

/** Continuum as a sum of sines and cosines (Casey et al. 2016, arXiv:1603.03040), as in Astra. */
export function sinusoidalFamily(files: SdssFiles) {
  const method = {
    family: 'Sinusoidal',
    version: '1.1',
    parameters: {
      ...spectrumInputParameters,
      L: float({
        help: 'Length of the fundamental; 14000 suits optical spectra better',
        unit: 'Å',
        default: 1400,
        min: 1,
        max: 1e6,
      }),
      continuum_order: integer({
        help: 'Number of harmonics',
        default: 3,
        min: 1,
        max: 12,
      }),
      ...continuumParameters,
    },
  } as const;
  return defineTask({
    ...method,
    summary: 'Normalise by a sum of sines and cosines, fitted to continuum pixels',
    group: 'Normalise',
    outputs: normaliseOutputs,
    result: 'result',
    subject: normaliseSubject,
    interpret: interpretNormalise,
    canonical: (params) => canonicalNormalise(params, 'bundled'),
    requires: ({ params }) => normaliseRequirements(files, params),
    prepare: ({ L, continuum_order: order }) =>
      new GridFits((wavelength, continuumPixels) => {
        const prepared = prepareSinusoidal({ wavelength, continuumPixels, L, order });
        return (rows) => sinusoidalOn(prepared, rows);
      }),
    run: (args) => runNormalise(args, method, 'bundled'),
  });
}
