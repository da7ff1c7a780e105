import { parameterTexts, type Task } from '../../core/task/task.ts';

/**
 * The command that makes the same task: every parameter that differs from its default, quoted for
 * a POSIX shell where needed.
 */
export function commandText(task: Task): string {
  const texts = parameterTexts(task);
  const words = task.family.parameterList.flatMap(([name, { type, defaultValue }]) => {
    const text = texts[name];
    if (text === undefined) return [];
    const isDefault =
      defaultValue !== undefined && defaultValue !== null && type.format(defaultValue) === text;
    return isDefault ? [] : [shellWord(`${name}=${text}`)];
  });
  return ['astra run', task.family.family, ...words].join(' ');
}

function shellWord(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`;
}
