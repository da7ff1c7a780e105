import { loadSpectrum } from '../spectrum/loadSpectrum.ts';
import { estimateSnr } from '../spectrum/measure/estimateSnr.ts';
import { defineTask } from '../task/family.ts';
import { json } from '../task/output.ts';
import { float } from '../task/parameters/number.ts';
import type { SdssFiles } from './files/sdssFiles.ts';
import { snrFields } from './snrFields.ts';

/** The example that a task author reads first: parameters, one requirement, work, one output. */
export function estimateSnrOfApVisitFamily({ apVisitFile }: SdssFiles) {
  return defineTask({
    family: 'EstimateSNRofApVisit',
    version: '1.0',
    summary: 'Mean signal-to-noise of an apVisit spectrum, times a fudge factor',
    group: 'Measure',
    parameters: {
      ...apVisitFile.parameters,
      fudge_factor: float({ help: 'Factor on the mean of flux · sqrt(ivar)', default: 1.0 }),
    },
    outputs: { snr: json({ help: 'The estimate, and what the header says', fields: snrFields }) },
    canonical: (params) => {
      const file = apVisitFile.canonical(params);
      return { values: { ...params, ...file.values }, notes: file.notes };
    },
    subject: (params) => apVisitFile.subject(params),
    requires: ({ params }) => apVisitFile.with(params),
    run({ input, params, outputs }) {
      const spectrum = loadSpectrum(input.one().path);
      outputs.snr.write({ ...estimateSnr(spectrum, params.fudge_factor) });
    },
  });
}
