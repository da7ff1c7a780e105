import { Problem } from '../problem/problem.ts';
import { identifyRanked } from './identifyPath.ts';
import type { PathCandidate } from './pathCandidate.ts';
import { speciesTemplate } from './species.ts';

/**
 * The one file of the SDSS data model that a path, name or URL means, all keys known. Of species
 * with the same template the first is taken: they are the same file. Throws `unknown-path` if
 * nothing fits and `ambiguous-path`, with the candidates, if several are equally likely or a bare
 * name leaves keys open.
 */
export function identifyOne(
  text: string,
  options: { readonly release?: string } = {},
): PathCandidate {
  const ranked = identifyRanked(text, options);
  const [best] = ranked;
  if (best === undefined) {
    throw new Problem('unknown-path', 'this is no file of the SDSS data model', {
      where: { file: text },
      advice: 'Name its species and keys, or open it as a local file',
    });
  }
  const equals = ranked.filter(
    ({ candidate, rank }) => rank === best.rank && !isSameFile(candidate, best.candidate),
  );
  if (equals.length === 0 && best.candidate.missing.length === 0) return best.candidate;
  const shown = [best, ...equals].slice(0, 5).map(({ candidate }) => described(candidate));
  throw new Problem('ambiguous-path', 'the path may be several files', {
    where: { file: text },
    advice: `It may be: ${shown.join('; ')}`,
  });
}

function isSameFile(a: PathCandidate, b: PathCandidate): boolean {
  return (
    a.release === b.release &&
    speciesTemplate(a.release, a.species).template ===
      speciesTemplate(b.release, b.species).template &&
    JSON.stringify(a.params) === JSON.stringify(b.params)
  );
}

function described({ release, species, params, missing }: PathCandidate): string {
  const given = Object.entries(params).map(([key, value]) => `${key}=${value}`);
  const open = missing.map((key) => `${key}=?`);
  return [release, species, ...given, ...open].join(' ');
}
