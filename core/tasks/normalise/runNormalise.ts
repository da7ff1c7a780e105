import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { normalisationFlags } from '../../continuum/flags.ts';
import { parseRegions } from '../../continuum/parseRegions.ts';
import { pixelsWith } from '../../continuum/tallyFlags.ts';
import type { WavelengthRange } from '../../continuum/range.ts';
import { encodeFits } from '../../fits/write/encodeFits.ts';
import { Scratch } from '../../fits/scratch.ts';
import { Problem } from '../../problem/problem.ts';
import type { Inputs } from '../../task/family.ts';
import { fits, json, type WritersOf } from '../../task/output.ts';
import type { ParameterSet, ParameterValues } from '../../task/parameter.ts';
import { countedTwice } from '../input/countedTwice.ts';
import { checkMaskRows } from '../mask/handMask.ts';
import { readMask } from '../mask/maskParameter.ts';
import { bundledRegions } from './bundledRegions.ts';
import type { GridFits } from './gridFits.ts';
import { normaliseGroup, type NormalisedGroup } from './normaliseGroup.ts';
import { normalisedFields } from './normalisedFields.ts';
import { normalisedProduct } from './normalisedProduct.ts';
import { normalisedSummary } from './normalisedSummary.ts';
import type { DefaultRegions, NormaliseValues } from './normaliseInput.ts';
import { inputName, parameterTexts } from './provenance.ts';
import { readRowsByGrid, type RowsByGrid } from './readRowsByGrid.ts';
import { rowSelection } from './rowSelection.ts';

export const normaliseOutputs = {
  normalised: fits({
    help: 'NORMALIZED_FLUX, NORMALIZED_IVAR, BITMASK, CONTINUUM, FLAGS: rows × pixels in the order of the source; TASK_PARAMETERS; RESULTS',
  }),
  result: json({
    help: 'Rows, pixels, fitted regions, and rms about the continuum',
    fields: normalisedFields,
  }),
};

/** `write` has done with the bytes when it returns. */
const scratch = new Scratch();

/** What is told of the family in its products. */
export interface NormaliseMethod {
  readonly family: string;
  readonly version: string;
  readonly parameters: ParameterSet;
}

interface NormaliseArgs {
  readonly id: string;
  readonly params: NormaliseValues;
  readonly prepared: GridFits;
  readonly input: Inputs;
  readonly outputs: WritersOf<typeof normaliseOutputs>;
  readonly progress: (fraction: number) => void;
  readonly log: (text: string, level?: 'info' | 'warning') => void;
  readonly signal: AbortSignal;
}

/**
 * Reads the rows, fits each on its grid, and writes the product and its summary. `defaultRegions`:
 * what it means to name no regions file.
 */
export function runNormalise(
  args: NormaliseArgs,
  method: NormaliseMethod,
  defaultRegions: DefaultRegions,
): void {
  const { params, prepared, input, outputs, progress, log, signal } = args;
  const file = input.one('input');
  const regions = regionsOf(input, defaultRegions, log);
  const [maskInput] = input.all('mask');
  const mask = maskInput === undefined ? undefined : readMask(maskInput.path);
  const rows = readRowsByGrid(file, rowSelection(params.spectrum_kwds), signal);
  const maskFile = maskInput === undefined ? undefined : basename(maskInput.path);
  if (mask !== undefined) checkMaskRows(mask, rows.rows, maskFile);
  tellOf(rows, log);
  if (params.sum_axis === 0) {
    const stacks = rows.groups.map(({ spectra }) => countedTwice(spectra));
    for (const twice of stacks) if (twice !== undefined) log(twice, 'warning');
  }
  const groups = rows.groups.map((group, i): NormalisedGroup => {
    signal.throwIfAborted();
    progress(i / rows.groups.length);
    const fit = prepared.on(group.wavelength, regions);
    return normaliseGroup(group, fit, { mask, maskFile, sumAxis: params.sum_axis });
  });
  reportOf(groups, log);
  const { family, version, parameters } = method;
  const values: ParameterValues = { ...params };
  const product = normalisedProduct(groups, {
    id: args.id,
    family,
    version,
    inputs: input.all(),
    parameters: parameterTexts(parameters, values),
  });
  outputs.normalised.write(encodeFits(product, scratch));
  outputs.result.write(normalisedSummary(groups));
}

/** Where the continuum is, by the user's file or by default; undefined: every pixel. */
function regionsOf(
  input: Inputs,
  fallback: DefaultRegions,
  log: NormaliseArgs['log'],
): readonly WavelengthRange[] | undefined {
  const [file] = input.all('continuum_regions');
  if (file === undefined) return fallback === 'bundled' ? bundledRegions() : undefined;
  const { ranges, notes } = parseRegions(textOf(file.path), inputName(file.path));
  for (const note of notes) log(`continuum regions: ${note}`);
  return ranges;
}

/** Far above any list of ranges: someone chose the wrong file. */
const largestRegionsFile = 16 * 2 ** 20;

function textOf(path: string): string {
  const content = readFileSync(path);
  if (content.length <= largestRegionsFile && !content.includes(0)) return content.toString('utf8');
  throw new Problem('continuum-regions-malformed', 'this is not a text of two columns', {
    where: { file: basename(path), parameter: 'continuum_regions' },
    advice: 'Give a file with start and end of a range in Å on each line',
  });
}

function tellOf({ groups, warnings }: RowsByGrid, log: NormaliseArgs['log']): void {
  for (const warning of warnings) log(warning, 'warning');
  const spectra = groups.flatMap((group) => group.spectra);
  const [first] = spectra;
  if (first === undefined) return;
  const grids = groups.length === 1 ? 'one wavelength grid' : `${groups.length} wavelength grids`;
  const frame = first.frame === 'rest' ? 'at rest' : `${first.frame}: regions taken unshifted`;
  log(`${first.product}: ${spectra.length} of ${first.rows} rows, ${grids}, ${frame}`);
}

function reportOf(groups: readonly NormalisedGroup[], log: NormaliseArgs['log']): void {
  const { continuumNotPositive, badInput } = normalisationFlags;
  for (const { spectrum, flagged, regions } of groups.flatMap((group) => group.rows)) {
    const meaningless = pixelsWith(flagged, continuumNotPositive, badInput);
    if (meaningless > 0) {
      log(`${spectrum.label}: the continuum is not positive at ${meaningless} pixels`, 'warning');
    }
    for (const { fit } of regions) {
      if (fit.status === 'fitted' || fit.status === 'no continuum pixels') continue;
      log(`${spectrum.label}: ${fit.start}–${fit.end} Å is not fitted (${fit.status})`, 'warning');
    }
  }
}
