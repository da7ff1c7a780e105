import type { CompiledTemplate } from './compiledTemplate.ts';
import { expandTemplate } from './expandPath.ts';
import { impliedVersions } from './impliedVersions.ts';
import { valueText, type PathParams } from './paramValue.ts';
import { normaliseRelease, type Release } from './release.ts';
import { simplestParams, type TextParams } from './simplestParams.ts';
import { apogeeInstrument, apogeePrefix } from './specialFunction.ts';
import { replaceAliases, type Note } from './spelling.ts';
import { speciesTemplate } from './species.ts';
import { withWholeNumbers } from './wholeNumbers.ts';

/** The one spelling of all parameters that give the same path of a species. */
export interface CanonicalParams {
  readonly release: Release;
  readonly species: string;
  /** Text for each key, in the order of the template: unpadded, without keys that do not matter. */
  readonly params: TextParams;
  /** Keys that were not given and follow from the release or the telescope. */
  readonly filled: readonly string[];
  /** What was taken for another spelling: `fibre` for `fiber`, `apo25` for `apo25m`. */
  readonly notes: readonly Note[];
}

/**
 * The normal form of parameters, as tasks use it for their identity: `7`, `'7'` and `'007'` are one
 * fibre, keys that the template ignores are dropped, and versions that the release implies are
 * filled in. `expandTextPath` expands it. Throws as `expandPath`.
 */
export function canonicalParams(
  releaseName: string,
  species: string,
  given: PathParams,
): CanonicalParams {
  const release = normaliseRelease(releaseName);
  const template = speciesTemplate(release, species);
  const { params: named, notes } = replaceAliases(template, textsOf(template, given));
  const { params, filled } = withImpliedValues(release, species, template, named);
  const path = (candidate: TextParams) =>
    expandTemplate(release, species, template, withWholeNumbers(template, candidate));
  return { release, species, params: simplestParams(template, params, path), filled, notes };
}

/** Values as text; what is `null` is not given, but for keys that may be empty. */
function textsOf({ keys, optional }: CompiledTemplate, given: PathParams): TextParams {
  const texts: Record<string, string> = {};
  for (const [key, value] of Object.entries(given)) {
    if (value !== null) texts[key] = valueText(value);
    else if (mayBeEmpty.has(key) && (keys.includes(key) || optional.includes(key))) texts[key] = '';
  }
  return texts;
}

/** Keys for which no value means none of it: no companion, no observatory in the name. */
const mayBeEmpty: ReadonlySet<string> = new Set(['component', 'obs']);

/** Parameters with the values that release and telescope imply put in, and which those are. */
function withImpliedValues(
  release: Release,
  species: string,
  template: CompiledTemplate,
  given: TextParams,
): { readonly params: TextParams; readonly filled: readonly string[] } {
  const missing = template.keys.filter((key) => given[key] === undefined);
  if (missing.length === 0) return { params: given, filled: [] };
  const { defaults } = impliedVersions(release, species);
  const params: Record<string, string> = { ...given };
  const filled: string[] = [];
  for (const key of missing) {
    const value = defaults[key] ?? impliedByTelescope(key, given);
    if (value === undefined || value === '') continue;
    params[key] = value;
    filled.push(key);
  }
  return { params, filled };
}

function impliedByTelescope(key: string, given: TextParams): string | undefined {
  if (key === 'prefix') return apogeePrefix(given);
  if (key === 'instrument') return apogeeInstrument(given);
  return undefined;
}
