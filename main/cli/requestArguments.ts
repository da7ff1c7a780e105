import { existsSync, statSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Engine } from '../../core/engine/engine.ts';
import { Problem, type Where } from '../../core/problem/problem.ts';
import { pathInMirror } from '../../core/tasks/input/localName.ts';
import type { Registry } from '../../core/task/registry.ts';
import { familyName } from '../../core/task/checkDefinition.ts';
import { faultsProblem, type ParameterTexts } from '../../core/task/request.ts';
import type { Task } from '../../core/task/task.ts';

/** `key=value` words of a command line. */
export function parseAssignments(words: readonly string[]): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const word of words) {
    const equals = word.indexOf('=');
    if (equals < 1) {
      throw new Problem('bad-parameter', `"${word}" is no parameter`, {
        advice: 'Write parameters as name=value',
      });
    }
    const name = word.slice(0, equals);
    if (Object.hasOwn(texts, name)) {
      throw new Problem('bad-parameter', 'it is given twice', { where: { parameter: name } });
    }
    texts[name] = word.slice(equals + 1);
  }
  return texts;
}

/**
 * The families at the beginning of a command line, each once, and the words after them.
 *
 * @throws Problem `unknown-family`
 */
export function familiesFirst(
  registry: Registry,
  first: string,
  words: readonly string[],
): { readonly families: readonly string[]; readonly parameters: readonly string[] } {
  const end = words.findIndex((word) => !familyName.test(word));
  const more = end < 0 ? words : words.slice(0, end);
  for (const name of [first, ...more]) registry.get(name); // reported before any file is read
  return { families: [...new Set([first, ...more])], parameters: words.slice(more.length) };
}

export interface AskedFor {
  readonly task: Task;
  readonly notes: readonly string[];
}

/**
 * The task that a command line asks for. A local file named there must exist: a person who types a
 * path means a file that is here, while a visit in the mirror may still come.
 *
 * @throws Problem with every fault of the parameters
 */
export function requestOne(
  engine: Engine,
  family: string,
  texts: ParameterTexts,
  workingDirectory: string,
  options: { readonly mustExist: boolean; readonly together?: readonly string[] },
): AskedFor {
  const request = engine.request(family, texts, workingDirectory, options.together);
  if (!request.ok) throw faultsProblem(family, request.faults);
  if (options.mustExist) checkFiles(engine, request.task, texts, workingDirectory);
  return { task: request.task, notes: request.notes };
}

/** A text may be more than a path (a mask's hash), so what it was understood as counts too. */
function checkFiles(
  engine: Engine,
  { family, values }: Task,
  texts: ParameterTexts,
  workingDirectory: string,
): void {
  const { root } = engine.workspace.layout;
  for (const [name, { type }] of family.parameterList) {
    const text = texts[name];
    if (text === undefined || text === '') continue;
    const where = { family: family.family, parameter: name };
    if (type.kind === 'file') {
      const understood = values[name];
      const named = typeof understood === 'string' ? understood : text;
      const places = [resolve(workingDirectory, text), resolve(root, named)];
      checkFile(engine, text, places, where, workingDirectory);
    } else if (type.of === 'file') {
      const paths = type.parse(text);
      for (const path of Array.isArray(paths) ? paths : []) {
        if (typeof path !== 'string') continue;
        const places = [resolve(workingDirectory, path), resolve(root, path)];
        checkFile(engine, path, places, where, workingDirectory);
      }
    }
  }
}

function checkFile(
  engine: Engine,
  path: string,
  places: readonly string[],
  where: Where,
  workingDirectory: string,
): void {
  const found = places.find((place) => existsSync(place));
  if (found !== undefined && !statSync(found).isDirectory()) return;
  if (found !== undefined) {
    throw new Problem('missing-file', `${path} is a folder`, {
      where,
      advice: 'Give a file; `astra run --batch FILE` takes many at once',
    });
  }
  if (pathInMirror(path, engine.places(workingDirectory)) !== undefined) return;
  throw new Problem('missing-file', `there is no file ${path}`, {
    where,
    advice: 'Check the path; it is taken relative to the folder you are in',
  });
}
