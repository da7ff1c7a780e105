import { Problem } from '../../problem/problem.ts';
import type { Canonical, Places } from '../../task/family.ts';
import { list } from '../../task/parameters/compound.ts';
import { file } from '../../task/parameters/text.ts';
import type { Requirements } from '../../task/task.ts';
import { fileStem } from '../files/speciesFile.ts';
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

/** Several files at once, instead of the one that `input` or keys name. */
export const inputsParameter = list(file({ help: 'A spectrum file' }), {
  help: 'Several spectrum files, instead of input or keys; their order does not matter',
  default: [],
});

export interface StackInput extends SpectrumInput {
  readonly inputs: readonly string[];
}

const mostFiles = 3000;

export function interpretStackInput<V extends StackInput>(values: V, places: Places): Canonical<V> {
  if (values.inputs.length === 0) return interpretInput(values, places);
  refuseBoth(values);
  const inputs = values.inputs.map((path) => localName(path, places));
  return { values: { ...values, inputs }, notes: [] };
}

export function canonicalStackInput<V extends StackInput>(values: V): Canonical<V> {
  if (values.inputs.length === 0) return canonicalInput(values);
  refuseBoth(values);
  const inputs = [...values.inputs].sort((a, b) => (a < b ? -1 : 1));
  const twice = inputs.find((path, i) => path === inputs[i - 1]);
  if (twice !== undefined) throw bad(`${twice} is given twice`, 'Name each file once');
  if (inputs.length > mostFiles) throw bad(`${inputs.length} files`, `Give at most ${mostFiles}`);
  return { values: { ...values, inputs, species: 'apVisit', release: null }, notes: [] };
}

export function stackRequirements(files: SdssFiles, values: StackInput): Requirements {
  const { inputs } = values;
  if (inputs.length === 0) return { input: inputTask(files, values) };
  return { input: inputs.map((path) => localFile.with({ path })) };
}

export function stackSubject(values: StackInput): string {
  const [first, ...more] = values.inputs;
  if (first === undefined) return inputSubject(values);
  return more.length === 0 ? fileStem(first) : `${fileStem(first)} and ${more.length} more`;
}

function refuseBoth(values: StackInput): void {
  if (values.input === null && values.release === null) return;
  throw bad('input or keys name another file beside inputs', 'Give inputs, or input, or keys');
}

function bad(message: string, advice: string): Problem {
  return new Problem('bad-parameter', message, { where: { parameter: 'inputs' }, advice });
}
