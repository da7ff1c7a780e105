import { Problem } from '../problem/problem.ts';
import { isSdssRun } from './bossLayout.ts';
import { formatValue, type Format } from './format.ts';
import type { ParamValue, PathParams } from './paramValue.ts';
import type { ReleaseTable } from './pathTable.ts';
import { safeText } from './safeText.ts';
import { specialFunctions } from './specialFunction.ts';
import { parseTemplate, type Segment } from './template.ts';
import { longestCuts, optionalKeys, requiredKeys, unwrittenKeys } from './templateKeys.ts';

/** A template made ready to expand: parsed once, its folders looked up in its own release. */
export interface CompiledTemplate {
  readonly template: string;
  /** The pieces, with the folder of a leading `$VARIABLE` put in. */
  readonly segments: readonly Segment[];
  /** Keys that must be given, in the order of the template. */
  readonly keys: readonly string[];
  /** Keys that special functions look at if they are given. */
  readonly optional: readonly string[];
  /** Keys that only special functions use. */
  readonly unwritten: ReadonlySet<string>;
  /** Characters of a value that can matter, for keys that the template only cuts. */
  readonly longestCut: Readonly<Record<string, number>>;
  /** A variable that the release does not define: such a species has no place. */
  readonly undefinedVariable: string | undefined;
  /**
   * The text of the path, not yet normalised. All `unwritten` keys must be there. Throws
   * `missing-keys` for the first of the others that is not, and `bad-value`.
   */
  readonly write: (params: PathParams) => string;
}

/** Fixed text, or what writes a value. */
type Part = string | ((params: PathParams) => string);

/** Makes the template of a species of one release ready to expand. */
export function compileTemplate(
  species: string,
  template: string,
  table: ReleaseTable,
): CompiledTemplate {
  const parsed = parseTemplate(template);
  const variable = leadingVariable(parsed[0]);
  const folder = variable === undefined ? undefined : table.folders.get(variable);
  const segments = folder === undefined ? parsed : withFolder(parsed, folder);
  return {
    ...compileSegments(species, template, segments, table),
    undefinedVariable: folder === undefined ? variable : undefined,
  };
}

/** Makes pieces of a template ready to expand on their own, such as those of the file name. */
export function compileSegments(
  species: string,
  template: string,
  segments: readonly Segment[],
  table: ReleaseTable,
): CompiledTemplate {
  const parts = segments.map((segment) => part(segment, species, table));
  return {
    template,
    segments,
    keys: requiredKeys(segments),
    optional: optionalKeys(segments),
    unwritten: unwrittenKeys(segments),
    longestCut: longestCuts(segments),
    undefinedVariable: undefined,
    write(params) {
      let text = '';
      for (const piece of parts) text += typeof piece === 'string' ? piece : piece(params);
      return text;
    },
  };
}

function part(segment: Segment, species: string, table: ReleaseTable): Part {
  switch (segment.kind) {
    case 'text':
      return segment.text;
    case 'key':
      return keyPart(segment.key, segment.format);
    case 'call': {
      if (segment.name === 'spectrodir') return (params) => spectroFolder(params, table);
      const call = specialFunctions[segment.name];
      if (call === undefined) throw new Error(`unknown function in a template: ${segment.name}`);
      return (params) => call.value(params, species);
    }
  }
}

function keyPart(key: string, format: Format): Part {
  if (format.kind !== 'plain') return (params) => formatValue(key, given(key, params), format);
  return (params) => {
    const value = given(key, params);
    return typeof value === 'string' ? safeText(key, value) : formatValue(key, value, format);
  };
}

function given(key: string, params: PathParams): ParamValue {
  const value = params[key];
  if (value === undefined) throw new Problem('missing-keys', `${key} is missing`);
  return value;
}

/**
 * The folder of `@spectrodir|`: the runs of SDSS-I/II lie apart from those of BOSS. Throws
 * `unresolved` where the release has no such folder (DR8 has no BOSS).
 */
function spectroFolder(params: PathParams, table: ReleaseTable): string {
  const isOld = isSdssRun(params['run2d'] ?? null);
  const variable = isOld ? 'SPECTRO_REDUX' : 'BOSS_SPECTRO_REDUX';
  const folder = table.folders.get(variable);
  if (folder !== undefined) return folder;
  throw new Problem('unresolved', `${table.top} has no folder ${variable} for this run2d`, {
    where: { parameter: 'run2d' },
    advice: 'Use run2d 26, 103 or 104',
  });
}

function leadingVariable(segment: Segment | undefined): string | undefined {
  return segment?.kind === 'text' ? /^\$(\w+)/.exec(segment.text)?.[1] : undefined;
}

function withFolder([first, ...rest]: readonly Segment[], folder: string): readonly Segment[] {
  if (first?.kind !== 'text') return rest;
  return [{ kind: 'text', text: first.text.replace(/^\$\w+/, () => folder) }, ...rest];
}
