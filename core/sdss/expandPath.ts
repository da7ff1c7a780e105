import { Problem } from '../problem/problem.ts';
import type { CompiledTemplate } from './compiledTemplate.ts';
import type { PathParams } from './paramValue.ts';
import { releaseHeader } from './pathTable.ts';
import { normaliseRelease, type Release } from './release.ts';
import { speciesTemplate } from './species.ts';
import { withWholeNumbers } from './wholeNumbers.ts';

export interface PathRequest {
  /** In any spelling that `normaliseRelease` takes. */
  readonly release: string;
  readonly species: string;
  readonly params: PathParams;
}

/** Where a file of a species is. */
export interface SdssPath {
  readonly release: Release;
  readonly species: string;
  /** On the SAS, or in a software or data product that lives in the svn repository. */
  readonly place: 'sas' | 'product';
  /**
   * Relative to the SAS base; for a product it begins with `$PRODUCT_ROOT/`, without the `tags/` of
   * the repository, as products are installed.
   */
  readonly full: string;
  /** Relative to the SAS base, or to the root of the svn repository, where `tags/` stays. */
  readonly location: string;
}

const productRoot = '$PRODUCT_ROOT/';

/**
 * The path of a file of the SDSS data model. Pure: it reads neither disk nor environment. Throws
 * `unknown-release`, `unknown-species`, `missing-keys`, `bad-value`, `unresolved` (the release does
 * not say where the species is) or `outside-release`.
 */
export function expandPath({ release: name, species, params }: PathRequest): SdssPath {
  const release = normaliseRelease(name);
  const template = speciesTemplate(release, species);
  const location = expandTemplate(release, species, template, params);
  if (location.startsWith(productRoot)) {
    const repositoryPath = location.slice(productRoot.length);
    const full = withoutTags(location);
    return { release, species, place: 'product', full, location: repositoryPath };
  }
  return { release, species, place: 'sas', full: location, location };
}

/**
 * As `expandPath`, for parameters that were read as text (command line, CSV, tasks): digits do for
 * keys that the template writes as whole numbers.
 */
export function expandTextPath({ release: name, species, params }: PathRequest): SdssPath {
  const release = normaliseRelease(name);
  const template = speciesTemplate(release, species);
  return expandPath({ release, species, params: withWholeNumbers(template, params) });
}

/** The normal path of a compiled species, where a product keeps its `tags/`. Throws as `expandPath`. */
export function expandTemplate(
  release: Release,
  species: string,
  template: CompiledTemplate,
  params: PathParams,
): string {
  const text = normalised(written(species, template, params));
  if (template.undefinedVariable !== undefined) {
    throw new Problem(
      'unresolved',
      `${release} does not say where ${species} is: $${template.undefinedVariable} has no folder`,
      { where: { parameter: 'species' } },
    );
  }
  if (!text.startsWith(releaseHeader(release).prefix) && !text.startsWith(productRoot)) {
    throw new Problem('outside-release', `${text} is not a path of ${release}`);
  }
  return text;
}

/** The text of the path. Whatever else is wrong, missing keys are said first, and all of them. */
function written(species: string, template: CompiledTemplate, params: PathParams): string {
  for (const key of template.unwritten) {
    if (params[key] === undefined) throw missingKeys(species, template, params);
  }
  try {
    return template.write(params);
  } catch (thrown) {
    if (template.keys.every((key) => params[key] !== undefined)) throw thrown;
    throw missingKeys(species, template, params);
  }
}

function missingKeys(species: string, template: CompiledTemplate, params: PathParams): Problem {
  const missing = template.keys.filter((key) => params[key] === undefined).sort();
  return new Problem('missing-keys', `${species} also needs ${missing.join(', ')}`, {
    advice: `Its template is ${template.template}`,
  });
}

const unusualSlash = /\/(?:[/.]|$)/;

/** As POSIX `normpath`: no empty, `.` or `..` folder, no slash at the end. */
function normalised(path: string): string {
  if (!unusualSlash.test(path)) return path;
  const folders: string[] = [];
  for (const folder of path.split('/')) {
    if (folder === '..') folders.pop();
    else if (folder !== '' && folder !== '.') folders.push(folder);
  }
  return folders.join('/');
}

function withoutTags(location: string): string {
  return location.replace(/tags\/(?=v?[0-9._])/, '');
}
