/** A path with `*` in some segments; each `*` stands for any characters but `/`. */
export interface Glob {
  readonly segments: readonly string[];
}

export function parseGlob(pattern: string): Glob {
  return { segments: pattern.split('/') };
}

export function isWild(segment: string): boolean {
  return segment.includes('*');
}

/** Suffixes that the archive adds to some files and not to others of the same species. */
const COMPRESSIONS = ['.gz', '.bz2', '.zip', '.fz'];

/** Whether a directory name matches a segment. Linear in the name, whatever the number of `*`. */
export function matchesSegment(segment: string, name: string): boolean {
  const parts = segment.split('*');
  const first = parts[0] ?? '';
  const last = parts.at(-1) ?? '';
  if (parts.length === 1) return segment === name;
  if (!name.startsWith(first) || !name.endsWith(last)) return false;
  if (name.length < first.length + last.length) return false;
  let at = first.length;
  const end = name.length - last.length;
  for (const part of parts.slice(1, -1)) {
    const found = name.indexOf(part, at);
    if (found < 0 || found + part.length > end) return false;
    at = found + part.length;
  }
  return true;
}

/** As `matchesSegment`, for a file, which may be stored compressed or not. */
export function matchesFile(segment: string, name: string): boolean {
  if (matchesSegment(segment, name)) return true;
  return COMPRESSIONS.some(
    (suffix) =>
      matchesSegment(`${segment}${suffix}`, name) ||
      (segment.endsWith(suffix) && matchesSegment(segment.slice(0, -suffix.length), name)),
  );
}
