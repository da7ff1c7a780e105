import type { LibraryEntry } from '../../core/api/library.ts';

/** What a file is about, in the words an astronomer uses: the object, else its keys, else its name. */
export function entryLabel(entry: LibraryEntry): string {
  if (entry.object !== undefined && entry.object !== '') return entry.object;
  return entryKeys(entry) ?? entry.name;
}

/** `5095-55844-128`, as far as the keys are known. */
export function entryKeys(entry: LibraryEntry): string | undefined {
  const { plate, mjd, fiber } = entry;
  if (plate === undefined || mjd === undefined || fiber === undefined) return undefined;
  return `${plate}-${mjd}-${fiber.padStart(3, '0')}`;
}
