import type { CompiledTemplate } from './compiledTemplate.ts';
import { expandTemplate } from './expandPath.ts';
import { impliedVersions } from './impliedVersions.ts';
import { valueText, type ParamValue, type PathParams } from './paramValue.ts';
import { normaliseRelease, type Release } from './release.ts';
import { replaceAliases, type Note } from './spelling.ts';
import { apogeeInstrument, apogeePrefix } from './specialFunction.ts';
import { speciesTemplate } from './species.ts';
import { withWholeNumbers } from './wholeNumbers.ts';

/** The one spelling of all parameters that give the same path of a species. */
export interface CanonicalParams {
  readonly release: Release;
  readonly species: string;
  /** Text for each key, in the order of the template: unpadded, without keys that do not matter. */
  readonly params: Readonly<Record<string, string>>;
  /** Keys that were not given and follow from the release or the telescope. */
  readonly filled: readonly string[];
  /** What was taken for another spelling: `fibre` for `fiber`, `apo25` for `apo25m`. */
  readonly notes: readonly Note[];
}

/**
 * The normal form of parameters, as tasks use it for their identity: `7`, `'7'` and `'007'` are one
 * fibre, keys that the template ignores are dropped, and versions that the release implies are
 * filled in. Throws as `expandPath`.
 */
export function canonicalParams(
  releaseName: string,
  species: string,
  given: PathParams,
): CanonicalParams {
  const release = normaliseRelease(releaseName);
  const template = speciesTemplate(release, species);
  const { params: named, notes } = replaceAliases(template, given);
  const { params, filled } = withImpliedValues(release, species, template, named);
  return { release, species, params: simplest(release, species, template, params), filled, notes };
}

/** Parameters with the values that release and telescope imply put in, and which those are. */
export function withImpliedValues(
  release: Release,
  species: string,
  template: CompiledTemplate,
  given: PathParams,
): { readonly params: PathParams; readonly filled: readonly string[] } {
  const missing = template.keys.filter((key) => given[key] === undefined);
  if (missing.length === 0) return { params: given, filled: [] };
  const { defaults } = impliedVersions(release, species);
  const params: Record<string, ParamValue> = { ...given };
  const filled: string[] = [];
  for (const key of missing) {
    const value = defaults[key] ?? impliedByTelescope(key, given);
    if (value === undefined || value === '') continue;
    params[key] = value;
    filled.push(key);
  }
  return { params, filled };
}

function impliedByTelescope(key: string, given: PathParams): string | undefined {
  if (key === 'prefix') return apogeePrefix(given);
  if (key === 'instrument') return apogeeInstrument(given);
  return undefined;
}

function simplest(
  release: Release,
  species: string,
  template: CompiledTemplate,
  given: PathParams,
): Record<string, string> {
  const path = (params: PathParams) =>
    expandTemplate(release, species, template, withWholeNumbers(template, params));
  const wanted = path(given);
  const keeps = (params: PathParams) => isSame(() => path(params), wanted);
  let params: PathParams = given;
  const result: Record<string, string> = {};
  for (const key of [...template.keys, ...template.optional]) {
    const value = given[key];
    if (value === undefined) continue;
    if (template.optional.includes(key) && keeps(without(params, key))) {
      params = without(params, key);
      continue;
    }
    const simple = simplerTexts(key, value).find((text) => keeps({ ...params, [key]: text }));
    if (simple !== undefined) params = { ...params, [key]: simple };
    result[key] = simple ?? valueText(value);
  }
  return result;
}

/** Other texts to try for a value, simplest first. */
function simplerTexts(key: string, value: ParamValue): string[] {
  if (value === null) return [''];
  if (typeof value === 'boolean') return [value ? '1' : '0'];
  const text = valueText(value);
  // A co-add without an observatory in its name is APO's in the early SDSS-V runs.
  if (key === 'obs') return text === '' ? ['apo'] : differing(text, [text.toLowerCase()]);
  if (text === '' || key === 'num') return differing(text, ['0', unpadded(text)]);
  // Only the prefix of a name depends on a telescope that is not in the path.
  if (key === 'telescope') return differing(text, ['apo25m']);
  return differing(text, [unpadded(text)]);
}

function unpadded(text: string): string {
  return text.replace(/^0+(?=.)/, '');
}

function differing(text: string, others: readonly string[]): string[] {
  return others.filter((other) => other !== text);
}

function isSame(path: () => string, wanted: string): boolean {
  try {
    return path() === wanted;
  } catch {
    // The simpler value does not fit the template at all.
    return false;
  }
}

function without(params: PathParams, key: string): PathParams {
  return Object.fromEntries(Object.entries(params).filter(([name]) => name !== key));
}
