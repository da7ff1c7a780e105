import type { TaskDefinition } from './family.ts';
import type { OutputSet } from './output.ts';
import type { ParameterSet } from './parameter.ts';

export const familyName = /^[A-Z][A-Za-z0-9]*$/;
const versionNumber = /^\d+\.\d+(\.\d+)?$/;
const fieldName = /^[A-Za-z][A-Za-z0-9_]*$/;

/**
 * Refuses what an author cannot have meant: names that would not survive a command line, two
 * meanings of one name, a family that could never be complete.
 *
 * @throws TypeError naming the family and the mistake
 */
export function checkDefinition<P extends ParameterSet, O extends OutputSet, U>(
  definition: TaskDefinition<P, O, U>,
): void {
  const { family, version, parameters, outputs, result, source, fetch, run } = definition;
  if (!familyName.test(family)) throw new TypeError(`"${family}" is no family name (CamelCase)`);
  const refuse = (mistake: string) => new TypeError(`${family}: ${mistake}`);
  if (!versionNumber.test(version)) throw refuse(`"${version}" is no version`);
  checkParameterNames(parameters, refuse);
  for (const name of Object.keys(outputs)) {
    if (!fieldName.test(name)) throw refuse(`"${name}" is no output name`);
  }
  if (result !== undefined) {
    const kind = Object.hasOwn(outputs, result) ? outputs[result]?.kind : undefined;
    if (kind === undefined) throw refuse(`its result "${result}" is none of its outputs`);
    if (kind !== 'json' && kind !== 'record') {
      throw refuse(`its result "${result}" is ${kind}, neither json nor record`);
    }
  }
  const makes = Object.keys(outputs).length > 0;
  if (makes && source !== undefined) throw refuse('a source is not made, so it has no outputs');
  if (makes && run === undefined) throw refuse('it has outputs and no run');
  if (!makes && run !== undefined) throw refuse('it has a run and no outputs to show for it');
  if (fetch !== undefined && source === undefined) throw refuse('only sources are fetched');
  checkNumbers(definition, refuse);
}

function checkParameterNames(parameters: ParameterSet, refuse: (mistake: string) => Error): void {
  const taken = new Set(Object.keys(parameters));
  for (const [name, { aliases }] of Object.entries(parameters)) {
    if (!fieldName.test(name)) throw refuse(`"${name}" is no parameter name`);
    for (const alias of aliases) {
      if (taken.has(alias)) throw refuse(`"${alias}" names two parameters`);
      taken.add(alias);
    }
  }
}

function checkNumbers(
  definition: Pick<
    TaskDefinition<ParameterSet, OutputSet>,
    'retries' | 'largestUnit' | 'timeoutSeconds' | 'resources'
  >,
  refuse: (mistake: string) => Error,
): void {
  const { retries = 1, largestUnit = 1, timeoutSeconds = 1, resources = {} } = definition;
  if (!Number.isInteger(retries) || retries < 1) throw refuse('retries counts attempts, from 1');
  if (!Number.isInteger(largestUnit) || largestUnit < 1) throw refuse('largestUnit is at least 1');
  if (!(timeoutSeconds > 0)) throw refuse('timeoutSeconds must be positive');
  for (const [name, amount] of Object.entries(resources)) {
    if (!(amount >= 0)) throw refuse(`it needs ${amount} of ${name}`);
  }
}
