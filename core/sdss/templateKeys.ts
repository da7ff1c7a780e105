import { specialFunctions } from './specialFunction.ts';
import type { Segment } from './template.ts';

/** Keys that the pieces of a template cannot do without, in their order. */
export function requiredKeys(segments: readonly Segment[]): string[] {
  return unique(
    segments.flatMap((segment) => {
      if (segment.kind === 'key') return [segment.key];
      if (segment.kind === 'text') return [];
      return segment.name === 'spectrodir'
        ? ['run2d']
        : (specialFunctions[segment.name]?.keys ?? []);
    }),
  );
}

/** Keys that special functions look at if they are given. */
export function optionalKeys(segments: readonly Segment[]): string[] {
  const required = new Set(requiredKeys(segments));
  return unique(
    segments.flatMap((segment) =>
      segment.kind === 'call' ? (specialFunctions[segment.name]?.optional ?? []) : [],
    ),
  ).filter((key) => !required.has(key));
}

/** Keys that only special functions use. */
export function unwrittenKeys(segments: readonly Segment[]): Set<string> {
  const keys = new Set(requiredKeys(segments));
  for (const segment of segments) if (segment.kind === 'key') keys.delete(segment.key);
  return keys;
}

/** Characters of a value that can matter, for keys that the template only cuts. */
export function longestCuts(segments: readonly Segment[]): Record<string, number> {
  const cuts: Record<string, number> = {};
  for (const segment of segments) {
    if (segment.kind !== 'key') continue;
    const length = segment.format.kind === 'cut' ? segment.format.length : Infinity;
    cuts[segment.key] = Math.max(cuts[segment.key] ?? 0, length);
  }
  return Object.fromEntries(Object.entries(cuts).filter(([, length]) => length < Infinity));
}

function unique(keys: readonly string[]): string[] {
  return [...new Set(keys)];
}
