import { estimateSnr as estimate } from '../spectrum/measure/estimateSnr.ts';
import { defineTask } from '../task/family.ts';
import { json } from '../task/output.ts';
import { float, integer } from '../task/parameters/number.ts';
import type { SdssFiles } from './files/sdssFiles.ts';
import { badBitsParameter, canonicalBadBits, withBadBitsOf } from './input/badBitsParameter.ts';
import {
  canonicalInput,
  inputSubject,
  inputTask,
  interpretInput,
  spectrumInputParameters,
} from './input/spectrumInput.ts';
import { inputSpectrum } from './input/inputSpectrum.ts';
import { snrFields } from './snrFields.ts';

/** Mean signal-to-noise of one spectrum of any product: the first example of every Astra tutorial. */
export function estimateSnrFamily(files: SdssFiles) {
  return defineTask({
    family: 'EstimateSnr',
    version: '1.1',
    summary: 'Mean signal-to-noise of a spectrum',
    group: 'Measure',
    parameters: {
      ...spectrumInputParameters,
      row: integer({
        help: 'Which spectrum of the file, from 0',
        default: 0,
        min: 0,
        max: 1_000_000,
        batchable: true,
      }),
      fudge_factor: float({
        help: 'Factor on the mean of flux · sqrt(ivar)',
        default: 1,
        min: 0,
        max: 1000,
      }),
      bad_bits: badBitsParameter,
    },
    outputs: {
      snr: json({
        help: 'snr: as the formula says; n_used: pixels in it; snr_good: without bad pixels; header_snr: what the file states',
        fields: snrFields,
      }),
    },
    subject: (params) =>
      params.row === 0 ? inputSubject(params) : `${inputSubject(params)} row ${params.row}`,
    interpret: interpretInput,
    canonical: (params) => canonicalInput(canonicalBadBits(params)),
    requires: ({ params }) => inputTask(files, params),
    run({ input, params, outputs, log }) {
      const spectrum = withBadBitsOf(inputSpectrum(input.one(), params.row), params);
      for (const warning of spectrum.warnings) log(warning, 'warning');
      log(`${spectrum.product}, ${spectrum.label}: ${spectrum.wavelength.length} pixels`);
      outputs.snr.write({ ...estimate(spectrum, params.fudge_factor) });
    },
  });
}
