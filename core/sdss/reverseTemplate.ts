import { compileSegments, type CompiledTemplate } from './compiledTemplate.ts';
import { releaseTable, type ReleaseTable } from './pathTable.ts';
import type { Release } from './release.ts';
import { speciesOf, speciesTemplate } from './species.ts';
import type { Segment } from './template.ts';

/** A species made ready to recognise its files. */
export interface ReverseTemplate {
  readonly species: string;
  readonly template: CompiledTemplate;
  /** The whole path: more than one where the folder depends on `run2d`. */
  readonly paths: readonly Outline[];
  /** The file name. */
  readonly name: Outline & { readonly template: CompiledTemplate };
}

/** Pieces of a template, and the fixed texts that every path of it holds. */
export interface Outline {
  readonly segments: readonly Segment[];
  readonly texts: readonly string[];
}

/** Whether a path holds all fixed texts: nearly every template that does not fit fails here. */
export function mayFit({ texts }: Outline, path: string): boolean {
  for (const text of texts) if (!path.includes(text)) return false;
  return true;
}

const reversed = new Map<Release, readonly ReverseTemplate[]>();

/** All species of a release, ready to recognise their files; made on first use. */
export function reverseTemplates(release: Release): readonly ReverseTemplate[] {
  const known = reversed.get(release);
  if (known !== undefined) return known;
  const made = speciesOf(release).map((species) => reverse(release, species));
  reversed.set(release, made);
  return made;
}

function reverse(release: Release, species: string): ReverseTemplate {
  const table = releaseTable(release);
  const template = speciesTemplate(release, species);
  const paths =
    template.undefinedVariable === undefined ? pathVariants(template, table.folders) : [];
  return {
    species,
    template,
    paths: paths.map((segments) => outline(segments)),
    name: nameOf(species, template, table),
  };
}

const names = new Map<string, ReverseTemplate['name']>();

/** Releases share most templates, and a file name does not depend on the release's folders. */
function nameOf(
  species: string,
  { template, segments }: CompiledTemplate,
  table: ReleaseTable,
): ReverseTemplate['name'] {
  const key = `${species} ${template}`;
  const known = names.get(key);
  if (known !== undefined) return known;
  const compiled = compileSegments(species, template, nameSegments(segments), table);
  const name = { ...outline(compiled.segments), template: compiled };
  names.set(key, name);
  return name;
}

function outline(segments: readonly Segment[]): Outline {
  const texts = segments.flatMap((segment) =>
    // An empty value before a text leaves out its first slash.
    segment.kind === 'text' ? [segment.text.replace(/^\//, '')] : [],
  );
  return { segments, texts: texts.sort((a, b) => b.length - a.length) };
}

function pathVariants(
  { segments }: CompiledTemplate,
  folders: ReadonlyMap<string, string>,
): (readonly Segment[])[] {
  const [first, ...rest] = segments.map((segment) => withoutTags(segment));
  if (first?.kind !== 'call' || first.name !== 'spectrodir') {
    return first === undefined ? [] : [[first, ...rest]];
  }
  return ['BOSS_SPECTRO_REDUX', 'SPECTRO_REDUX'].flatMap((variable) => {
    const folder = folders.get(variable);
    return folder === undefined ? [] : [[{ kind: 'text', text: folder }, ...rest]];
  });
}

/** Products are installed without the `tags/` of their repository. */
function withoutTags(segment: Segment): Segment {
  if (segment.kind !== 'text' || !segment.text.startsWith('$PRODUCT_ROOT/')) return segment;
  return { kind: 'text', text: segment.text.replace('/tags/', '/') };
}

/** The pieces after the last slash. */
function nameSegments(segments: readonly Segment[]): Segment[] {
  const name: Segment[] = [];
  for (const segment of segments.toReversed()) {
    if (segment.kind !== 'text' || !segment.text.includes('/')) {
      name.unshift(segment);
      continue;
    }
    const text = segment.text.slice(segment.text.lastIndexOf('/') + 1);
    if (text !== '') name.unshift({ kind: 'text', text });
    break;
  }
  return name;
}
