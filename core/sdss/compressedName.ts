import { Problem } from '../problem/problem.ts';

/** Endings that the archive adds when it compresses a file. */
export const compressionSuffixes = ['.gz', '.bz2', '.zip', '.fz'] as const;

/**
 * The path under which a file is really there: as it is, else without its compression ending, else
 * with one. `undefined` if it is not there at all. `exists` answers for one path, with at most six
 * calls. Throws `ambiguous-compression` if the file is there with several endings, since nobody
 * can say which is the right one.
 */
export function findCompressed(
  path: string,
  exists: (path: string) => boolean,
): string | undefined {
  if (exists(path)) return path;
  const suffix = compressionSuffixes.find((ending) => path.endsWith(ending));
  if (suffix !== undefined) {
    const plain = path.slice(0, -suffix.length);
    if (exists(plain)) return plain;
  }
  const found = compressionSuffixes.map((ending) => path + ending).filter((name) => exists(name));
  const [only] = found;
  if (found.length > 1) {
    throw new Problem('ambiguous-compression', `there are several: ${found.join(', ')}`, {
      where: { file: path },
      advice: 'Keep one of them',
    });
  }
  return only;
}
