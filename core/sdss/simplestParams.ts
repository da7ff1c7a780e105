import type { CompiledTemplate } from './compiledTemplate.ts';

/** Values by template key, all as text: whole numbers in decimal digits, of any size. */
export type TextParams = Readonly<Record<string, string>>;

/**
 * The simplest values that give the same text as the given ones: without padding, without what is
 * cut off, without keys that change nothing. `write` gives the text of parameters; the given ones
 * must not make it throw.
 */
export function simplestParams(
  template: CompiledTemplate,
  given: TextParams,
  write: (params: TextParams) => string,
): TextParams {
  const wanted = write(given);
  const keeps = (params: TextParams) => isSame(() => write(params), wanted);
  let params = given;
  const result: Record<string, string> = {};
  for (const key of template.optional) {
    if (params[key] !== undefined && keeps(without(params, key))) params = without(params, key);
  }
  for (const key of [...template.keys, ...template.optional]) {
    const value = params[key];
    if (value === undefined) continue;
    const simple = simplerValues(template, key, value).find((text) =>
      keeps({ ...params, [key]: text }),
    );
    if (simple !== undefined) params = { ...params, [key]: simple };
    result[key] = simple ?? value;
  }
  return result;
}

/** Other values to try, simplest first; empty for nearly every value, for the sake of speed. */
function simplerValues(template: CompiledTemplate, key: string, value: string): string[] {
  const others = new Set<string>();
  if (template.longestCut[key] !== undefined) others.add(value.slice(0, template.longestCut[key]));
  // Only the prefix of a name depends on a telescope that is not in the path.
  if (key === 'telescope' && template.optional.includes(key)) others.add('apo25m');
  if (key === 'num' && template.optional.includes(key)) others.add('0');
  // A co-add without an observatory in its name is APO's in the early SDSS-V runs.
  if (key === 'obs') others.add('apo').add(value.toLowerCase());
  else if (template.unwritten.has(key)) others.add('');
  else if (value === '') others.add('0');
  if (value.startsWith('0')) others.add(value.replace(/^0+(?=.)/, ''));
  others.delete(value);
  return [...others];
}

function isSame(write: () => string, wanted: string): boolean {
  try {
    return write() === wanted;
  } catch {
    // The simpler value does not fit the template at all.
    return false;
  }
}

function without(params: TextParams, key: string): TextParams {
  return Object.fromEntries(Object.entries(params).filter(([name]) => name !== key));
}
