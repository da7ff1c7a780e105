import { encodeFits } from '../../fits/write/encodeFits.ts';
import { Problem } from '../../problem/problem.ts';
import { ivarOfGood } from '../../spectrum/bitmask/badPixels.ts';
import { meanSnr } from '../../spectrum/measure/meanSnr.ts';
import { stackByIvar } from '../../spectrum/operations/stack.ts';
import type { Frame, Spectrum } from '../../spectrum/spectrum.ts';
import { defineTask } from '../../task/family.ts';
import { fits, json } from '../../task/output.ts';
import { dictionary } from '../../task/parameters/compound.ts';
import { boolean } from '../../task/parameters/number.ts';
import { choice } from '../../task/parameters/text.ts';
import type { SdssFiles } from '../files/sdssFiles.ts';
import { badBitsParameter, canonicalBadBits, withBadBitsOf } from '../input/badBitsParameter.ts';
import { spectrumInputParameters } from '../input/spectrumInput.ts';
import { parameterTexts } from '../normalise/provenance.ts';
import { canonicalKeywords, rowSelection } from '../normalise/rowSelection.ts';
import { commonObject } from './commonObject.ts';
import { commonGrid, onGrid, refuseGridWithoutResample } from './commonGrid.ts';
import { readStackRows, type StackRow } from './readStackRows.ts';
import { frameParameter, inFrame } from './frameChoice.ts';
import { requireAlike } from './requireAlike.ts';
import {
  canonicalStackInput,
  inputsParameter,
  interpretStackInput,
  stackRequirements,
  stackSubject,
} from './stackInput.ts';
import { stackedProduct, type StackMember } from './stackedProduct.ts';
import { stackFields } from './resultFields.ts';

/** Spectra of one file or of several, stacked by ivar. */
export function stackSpectraFamily(files: SdssFiles) {
  const family = {
    family: 'StackSpectra',
    version: '1.1',
    parameters: {
      ...spectrumInputParameters,
      inputs: inputsParameter,
      spectrum_kwds: dictionary({
        help: 'Which rows of each file, as Python slices: {"rows": "2:"}; {}: all',
        default: {},
      }),
      frame: frameParameter,
      resample: boolean({
        help: 'Bring spectra with other wavelengths to one grid; else they are refused',
        default: false,
      }),
      grid: choice(['first', 'apogee', 'boss'], {
        help: 'Which grid to resample to: that of the first spectrum, or that of a survey',
        default: 'first',
      }),
      leave_out_bad: boolean({
        help: "Leave out pixels that the survey's mask marks as bad, not only those without weight",
        default: false,
      }),
      bad_bits: badBitsParameter,
    },
  } as const;
  return defineTask({
    ...family,
    summary: 'Stack spectra, weighted by their inverse variance',
    group: 'Combine',
    outputs: {
      stacked: fits({ help: 'FLUX, IVAR, N, masks; TASK_PARAMETERS; SPECTRA: what went in' }),
      result: json({ help: 'Spectra, pixels and mean S/N of the stack', fields: stackFields }),
    },
    result: 'result',
    subject: stackSubject,
    interpret: interpretStackInput,
    canonical: (params) => {
      refuseGridWithoutResample(params);
      return canonicalStackInput({
        ...canonicalBadBits(params.leave_out_bad ? params : { ...params, bad_bits: null }),
        spectrum_kwds: canonicalKeywords(params.spectrum_kwds),
      });
    },
    requires: ({ params }) => stackRequirements(files, params),
    run({ id, params, input, outputs, progress, log, signal }) {
      const selection = rowSelection(params.spectrum_kwds);
      const rows = readStackRows(input.all('input'), selection, { signal, progress, log }).map(
        (row): StackRow => ({ ...row, spectrum: framed(row, params.frame) }),
      );
      const first = rows[0]?.spectrum;
      if (first === undefined) throw new RangeError('no rows selected');
      requireAlike(rows);
      const grid = commonGrid(first, params.grid);
      const members = rows.map(({ file, spectrum }): StackMember => {
        signal.throwIfAborted();
        const usable = params.leave_out_bad
          ? withoutBad(withBadBitsOf(spectrum, params))
          : spectrum;
        return { file, ...onGrid({ file, spectrum: usable }, grid, params.resample) };
      });
      const stack = stackByIvar(members);
      const { family: name, version, parameters } = family;
      const product = stackedProduct(grid.wavelength, stack, members, {
        id,
        family: name,
        version,
        inputs: input.all(),
        parameters: parameterTexts(parameters, { ...params }),
      });
      outputs.stacked.write(encodeFits(product));
      const { mean } = meanSnr(stack.flux, stack.ivar);
      const object = commonObject(rows);
      if (object === undefined) log('the spectra name different objects', 'warning');
      outputs.result.write({
        product: first.product,
        object: object ?? null,
        spectra: members.length,
        resampled: members.filter(({ resampled }) => resampled).length,
        pixels: grid.wavelength.length,
        empty_pixels: stack.ivar.filter((ivar) => ivar === 0).length,
        snr: Number.isFinite(mean) ? mean : null,
      });
    },
  });
}

/** A spectrum in the frame of the stack. Throws `frame-velocity-missing` with its file and row. */
function framed({ file, spectrum }: StackRow, frame: 'source' | Frame): Spectrum {
  try {
    return inFrame(spectrum, frame);
  } catch (thrown) {
    if (!(thrown instanceof Problem)) throw thrown;
    const { code, message, where } = thrown;
    throw new Problem(code, message, {
      where: { ...where, file, row: spectrum.row },
      advice: 'Leave this row out by spectrum_kwds, or stack in the frame of the files',
      cause: thrown,
    });
  }
}

/** The same spectrum; pixels that the survey's mask marks as bad have no weight. */
function withoutBad(spectrum: Spectrum): Spectrum {
  return { ...spectrum, ivar: ivarOfGood(spectrum) };
}
