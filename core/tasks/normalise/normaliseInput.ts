import type { Canonical, Places } from '../../task/family.ts';
import { optional, type ParameterValue } from '../../task/parameter.ts';
import { canonicalJson, dictionary } from '../../task/parameters/compound.ts';
import { integer } from '../../task/parameters/number.ts';
import { file, string } from '../../task/parameters/text.ts';
import type { Requirements } from '../../task/task.ts';
import { localFile } from '../files/localFile.ts';
import type { SdssFiles } from '../files/sdssFiles.ts';
import {
  canonicalInput,
  inputSubject,
  inputTask,
  interpretInput,
  type SpectrumInput,
} from '../input/spectrumInput.ts';
import { localName } from '../input/localName.ts';
import { maskName, maskParameter } from '../mask/maskParameter.ts';
import { bundledRegionsVersion } from './bundledRegions.ts';
import { canonicalKeywords } from './rowSelection.ts';

/** What every normaliser takes besides a spectrum file and the numbers of its own method. */
export const continuumParameters = {
  continuum_regions: optional(
    file({
      help: 'Where the continuum is: a file of two columns, start and end in Å',
    }),
  ),
  /** Set by `canonical`: which bundled list was meant, so that a changed list is a new task. */
  bundled_regions: optional(
    string({ help: 'Version of the bundled continuum regions', hidden: true }),
  ),
  spectrum_kwds: dictionary({
    help: 'Which rows to take, as Python slices: {"rows": "2:"} or {"rows": [0, 2]}; {}: all',
    default: {},
    batchable: true,
  }),
  sum_axis: integer({
    help: '0: also stack the normalised rows; -1: do not',
    default: -1,
    min: -1,
    max: 0,
  }),
  mask: maskParameter,
};

export interface NormaliseValues extends SpectrumInput {
  readonly continuum_regions: string | null;
  readonly bundled_regions: string | null;
  readonly spectrum_kwds: Readonly<Record<string, ParameterValue>>;
  readonly sum_axis: number;
  readonly mask: string | null;
}

/** Files that a user typed, by the names they have in the workspace. */
export function interpretNormalise<V extends NormaliseValues>(
  values: V,
  places: Places,
): Canonical<V> {
  const input = interpretInput(values, places);
  const { continuum_regions: regions, mask } = values;
  return {
    values: {
      ...input.values,
      continuum_regions: regions === null ? null : localName(regions, places),
      mask: mask === null ? null : maskName(mask, places),
    },
    notes: input.notes,
  };
}

/** Where the continuum is if no file says it. */
export type DefaultRegions = 'bundled' | 'every pixel';

/**
 * The normal form. Of what it can mean to name no regions file, only the bundled lists can change:
 * then their version takes part in the identity.
 */
export function canonicalNormalise<V extends NormaliseValues>(
  values: V,
  defaultRegions: DefaultRegions,
): Canonical<V> {
  const { values: canonical, notes } = canonicalInput(values);
  const bundled = values.continuum_regions === null && defaultRegions === 'bundled';
  return {
    values: {
      ...canonical,
      bundled_regions: bundled ? bundledRegionsVersion : null,
      spectrum_kwds: canonicalKeywords(values.spectrum_kwds),
    },
    notes,
  };
}

/** The spectrum file first; files given as parameters under the names of those. */
export function normaliseRequirements(files: SdssFiles, values: NormaliseValues): Requirements {
  const { continuum_regions: regions, mask } = values;
  return {
    input: inputTask(files, values),
    ...(regions === null ? {} : { continuum_regions: localFile.with({ path: regions }) }),
    ...(mask === null ? {} : { mask: localFile.with({ path: mask }) }),
  };
}

export function normaliseSubject(values: NormaliseValues): string {
  const { rows } = values.spectrum_kwds;
  if (rows === undefined) return inputSubject(values);
  return `${inputSubject(values)} rows ${typeof rows === 'string' ? rows : canonicalJson(rows)}`;
}
