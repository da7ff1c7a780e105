import type {
  FamilyDescription,
  ParameterDescription,
  ParameterTexts,
} from '../../core/api/tasks.ts';
import { takesSpectrum } from './spectrumParameter.ts';

/** A form in the order in which it is filled in. */
export interface ParameterLayout {
  /** What decides the result: files first, then everything that has or needs a value. */
  readonly main: readonly ParameterDescription[];
  /** Keys that may be given instead of a file; folded as long as none is. */
  readonly keys: readonly ParameterDescription[];
  /** Settings that never change the result. */
  readonly settings: readonly ParameterDescription[];
}

/** Says what the keys name; without keys it says nothing. */
const SPECIES = 'species';
/** Fewer optional keys than this are not worth a fold. */
const WORTH_FOLDING = 3;

export function layoutParameters({
  parameters,
}: Pick<FamilyDescription, 'parameters'>): ParameterLayout {
  const visible = parameters.filter(({ hidden }) => !hidden);
  const significant = visible.filter((parameter) => parameter.significant);
  const keys = significant.filter(
    ({ name, optional, batchable, kind, default: value }) =>
      // Keys differ from task to task of a unit; other parameters that may be left out do not.
      name === SPECIES || (optional && batchable && kind !== 'file' && value === undefined),
  );
  // Where no file can stand for them, the keys are what the task is about.
  const folds = keys.length >= WORTH_FOLDING && significant.some(takesSpectrum);
  const rest = folds ? significant.filter((parameter) => !keys.includes(parameter)) : significant;
  return {
    main: [
      ...rest.filter(({ kind }) => kind === 'file'),
      ...rest.filter(({ kind }) => kind !== 'file'),
    ],
    keys: folds ? keys : [],
    settings: visible.filter((parameter) => !parameter.significant),
  };
}

/** True if any of these was given a text. */
export function anyGiven(
  parameters: readonly ParameterDescription[],
  texts: ParameterTexts,
): boolean {
  return parameters.some(({ name }) => texts[name] !== undefined);
}
