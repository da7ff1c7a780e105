import type { LibraryEntry } from '../../core/api/library.ts';

type Test = (entry: LibraryEntry) => boolean;

/**
 * Words that must all occur somewhere in a file's path or keys; `S/N > 100`, `snr<=20` compare
 * with the S/N that the header states. A comparison that is still being typed filters nothing.
 */
export function parseFilter(text: string): Test {
  const tests: Test[] = [];
  const words = text.replace(
    /(?:s\/n|snr)\s*(<=|>=|<|>|=)\s*([\d.]*)/gi,
    (_all, op: string, n: string) => {
      const bound = Number.parseFloat(n);
      if (!Number.isNaN(bound)) tests.push((entry) => compare(entry.snr, op, bound));
      return ' ';
    },
  );
  for (const word of words.toLowerCase().split(/\s+/)) {
    if (word !== '') tests.push((entry) => searchText(entry).includes(word));
  }
  return (entry) => tests.every((test) => test(entry));
}

function compare(value: number | undefined, operator: string, bound: number): boolean {
  if (value === undefined) return false;
  switch (operator) {
    case '<':
      return value < bound;
    case '<=':
      return value <= bound;
    case '>':
      return value > bound;
    case '>=':
      return value >= bound;
    default:
      return value === bound;
  }
}

function searchText(entry: LibraryEntry): string {
  const { path, product, release, telescope, field, object, plate, mjd, fiber } = entry;
  return [path, product, release, telescope, field, object, plate, mjd, fiber]
    .filter((part) => part !== undefined && part !== null)
    .join(' ')
    .toLowerCase();
}
