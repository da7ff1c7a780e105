import { fromAngstrom, toMedium } from '../../spectrum/operations/wavelengthUnit.ts';
import { defineTask } from '../../task/family.ts';
import { bytes, json } from '../../task/output.ts';
import { integer } from '../../task/parameters/number.ts';
import { choice } from '../../task/parameters/text.ts';
import type { SdssFiles } from '../files/sdssFiles.ts';
import {
  canonicalInput,
  inputSubject,
  inputTask,
  interpretInput,
  spectrumInputParameters,
} from '../input/spectrumInput.ts';
import { inputSpectrum } from '../input/inputSpectrum.ts';
import { parameterTexts } from '../normalise/provenance.ts';
import { encodeExport, type ExportedSpectrum } from './encodeExport.ts';
import { frameParameter, inFrame, velocityParameter } from './frameChoice.ts';
import { exportFields } from './resultFields.ts';

const units = { angstrom: 'Å', nm: 'nm', micron: 'µm' } as const;

/** One spectrum of any product as a plain file for other programs. */
export function exportSpectrumFamily(files: SdssFiles) {
  const family = {
    family: 'ExportSpectrum',
    version: '1.1',
    parameters: {
      ...spectrumInputParameters,
      row: integer({
        help: 'Which spectrum of the file, from 0',
        default: 0,
        min: 0,
        max: 1_000_000,
        batchable: true,
      }),
      format: choice(['csv', 'fits', 'json'], {
        help: 'csv: a line per pixel; fits: a binary table; json: one document',
        default: 'csv',
      }),
      frame: frameParameter,
      velocity: velocityParameter,
      medium: choice(['source', 'vacuum', 'air'], {
        help: 'Wavelengths in vacuum or in standard air (Ciddor 1996); source: as in the file',
        default: 'source',
      }),
      wavelength_unit: choice(['angstrom', 'nm', 'micron'], {
        help: 'Unit of the wavelengths; fluxes stay as they are',
        default: 'angstrom',
      }),
    },
  } as const;
  return defineTask({
    ...family,
    summary: 'Write one spectrum as CSV, FITS table or JSON',
    group: 'Combine',
    outputs: {
      spectrum: bytes({
        help: 'Wavelength, flux, ivar, masks and whatever curves the product has',
        fileName: '{input.stem}-row{row}.{format}',
      }),
      result: json({ help: 'What was written', fields: exportFields }),
    },
    result: 'result',
    subject: (params) => `${inputSubject(params)} row ${params.row} as ${params.format}`,
    interpret: interpretInput,
    // A velocity says nothing where nothing is shifted.
    canonical: (params) =>
      canonicalInput(params.frame === 'source' ? { ...params, velocity: null } : params),
    requires: ({ params }) => ({ input: inputTask(files, params) }),
    run({ id, params, input, outputs, log }) {
      const spectrum = inputSpectrum(input.one('input'), params.row);
      for (const warning of spectrum.warnings) log(warning, 'warning');
      const framed = inFrame(spectrum, params.frame, params.velocity);
      const medium = params.medium === 'source' ? framed.medium : params.medium;
      const unit = units[params.wavelength_unit];
      const wavelength = fromAngstrom(toMedium(framed.wavelength, framed.medium, medium), unit);
      const exported: ExportedSpectrum = {
        spectrum: { ...framed, wavelength, medium },
        unit,
        provenance: {
          id,
          family: family.family,
          version: family.version,
          inputs: input.all(),
          parameters: parameterTexts(family.parameters, { ...params }),
        },
      };
      outputs.spectrum.write(encodeExport(exported, params.format));
      const { object } = spectrum.meta;
      outputs.result.write({
        product: spectrum.product,
        object: typeof object === 'string' ? object : null,
        row: spectrum.row,
        label: spectrum.label,
        pixels: spectrum.wavelength.length,
        frame: framed.frame,
        medium,
        format: params.format,
      });
    },
  });
}
