import { compileSegments, type CompiledTemplate } from './compiledTemplate.ts';
import { releaseTable } from './pathTable.ts';
import type { Release } from './release.ts';
import { speciesOf, speciesTemplate } from './species.ts';
import type { Segment } from './template.ts';

/** A species made ready to recognise its files. */
export interface ReverseTemplate {
  readonly species: string;
  readonly template: CompiledTemplate;
  /** The pieces of the whole path: more than one list where the folder depends on `run2d`. */
  readonly paths: readonly (readonly Segment[])[];
  /** The pieces of the file name, which expand on their own. */
  readonly name: CompiledTemplate;
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
  return {
    species,
    template,
    paths: template.undefinedVariable === undefined ? pathVariants(template, table.folders) : [],
    name: compileSegments(species, template.template, nameSegments(template.segments), table),
  };
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
