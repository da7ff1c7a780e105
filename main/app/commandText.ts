import type { Engine } from '../../core/engine/engine.ts';
import type { Sweep } from '../../core/task/batch/batchRequest.ts';
import { parameterTexts, type Task } from '../../core/task/task.ts';

/**
 * The command that makes the same task: every parameter that differs from its default, quoted for
 * a POSIX shell where needed.
 */
export function commandText(task: Task): string {
  const { family } = task.family;
  return [
    'astra run',
    family,
    ...assignments(task.family.parameterList, parameterTexts(task)),
  ].join(' ');
}

/** The command for a sweep of a form. */
export function sweepCommand(
  engine: Engine,
  family: string,
  params: Readonly<Record<string, string>>,
  sweeps: readonly Sweep[],
): string {
  const { parameterList } = engine.registry.get(family);
  const words = [...assignments(parameterList, params), ...sweepWords(sweeps)];
  return ['astra run', family, ...words].join(' ');
}

/** The command for a table of parameters. */
export function batchCommand(
  engine: Engine,
  family: string,
  shared: Readonly<Record<string, string>>,
  sweeps: readonly Sweep[],
  file: string,
): string {
  const { parameterList } = engine.registry.get(family);
  const words = [...assignments(parameterList, shared), ...sweepWords(sweeps)];
  return ['astra run', family, '--batch', shellWord(file), ...words].join(' ');
}

function assignments(
  parameters: Task['family']['parameterList'],
  texts: Readonly<Record<string, string>>,
): string[] {
  return parameters.flatMap(([name, { type, defaultValue }]) => {
    const text = texts[name];
    if (text === undefined) return [];
    const isDefault =
      defaultValue !== undefined && defaultValue !== null && type.format(defaultValue) === text;
    return isDefault ? [] : [shellWord(`${name}=${text}`)];
  });
}

function sweepWords(sweeps: readonly Sweep[]): string[] {
  return sweeps.flatMap(([name, values]) => ['--sweep', shellWord(`${name}=${values.join(',')}`)]);
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
