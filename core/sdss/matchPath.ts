import { expandPath, expandTemplate } from './expandPath.ts';
import { readPath } from './readPath.ts';
import type { Release } from './release.ts';
import { mayFit, type ReverseTemplate } from './reverseTemplate.ts';
import { simplestParams, type TextParams } from './simplestParams.ts';
import { withWholeNumbers } from './wholeNumbers.ts';

/** The canonical parameters of a species that give a path: none, one, or several. */
export function matchPath(release: Release, reverse: ReverseTemplate, path: string): TextParams[] {
  return reverse.paths
    .filter((outline) => mayFit(outline, path))
    .flatMap(({ segments }) => readPath(segments, path))
    .map((reading) => completed(release, reverse, reading, path))
    .filter((params) => params !== undefined);
}

/**
 * The reading, with what it needs besides to give the same path: the prefix of an APOGEE name comes
 * from telescope or instrument, which need not be in the path. `undefined` if nothing does.
 */
function completed(
  release: Release,
  { species, template }: ReverseTemplate,
  reading: TextParams,
  path: string,
): TextParams | undefined {
  // Keys that the path does not show matter only to functions that have nothing to say here.
  const unseen = Object.fromEntries([...template.unwritten].map((key) => [key, '']));
  const additions: TextParams[] = [{}];
  if (template.optional.includes('instrument')) {
    additions.push({ instrument: 'apogee-n' }, { instrument: 'apogee-s' });
  }
  if (template.optional.includes('telescope')) {
    additions.push({ telescope: 'apo25m' }, { telescope: 'lco25m' });
  }
  for (const addition of additions) {
    const texts: TextParams = { ...unseen, ...reading, ...addition };
    const params = withWholeNumbers(template, texts);
    try {
      if (expandPath({ release, species, params }).full !== path) continue;
      // Not `canonicalParams`: what a path spells in its own way must stay, or it is another path.
      return simplestParams(template, texts, (candidate) =>
        expandTemplate(release, species, template, withWholeNumbers(template, candidate)),
      );
    } catch {
      // A reading that the template refuses is no reading.
    }
  }
  return undefined;
}
