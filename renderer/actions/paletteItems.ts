import { IconActivity, IconFile, IconSitemap, type Icon } from '@tabler/icons-react';
import type { LibraryEntry } from '../../core/api/library.ts';
import type { FamilyDescription } from '../../core/api/tasks.ts';
import type { Action } from './action.ts';

/** What the palette can list; `start` runs it. */
export interface PaletteItem {
  readonly id: string;
  readonly section: 'Commands' | 'Spectra' | 'Tasks';
  readonly label: string;
  readonly hint: string;
  readonly icon: Icon;
  readonly keys: string | undefined;
  readonly disabled: string | undefined;
}

/** No more than this many of one kind: the search narrows it down. */
const EACH = 8;

interface Sources {
  readonly actions: readonly Action[];
  readonly entries: readonly LibraryEntry[];
  readonly families: readonly FamilyDescription[];
}

/**
 * Items whose label or hint hold every word of the query, those that start with it first.
 * `>` keeps commands only, `@` spectra only.
 */
export function findItems(query: string, { actions, entries, families }: Sources): PaletteItem[] {
  const kind = query.startsWith('>') ? 'Commands' : query.startsWith('@') ? 'Spectra' : undefined;
  const words = query.replace(/^[>@]/, '').toLowerCase().split(/\s+/).filter(Boolean);
  const take = (section: PaletteItem['section'], items: Iterable<PaletteItem>, most: number) => {
    if (kind !== undefined && kind !== section) return [];
    const found: PaletteItem[] = [];
    for (const item of items) {
      const text = `${item.label} ${item.hint}`.toLowerCase();
      if (words.every((word) => text.includes(word))) found.push(item);
      if (found.length >= 200) break;
    }
    const first = words[0] ?? '';
    return found
      .sort(
        (a, b) =>
          Number(b.label.toLowerCase().startsWith(first)) -
          Number(a.label.toLowerCase().startsWith(first)),
      )
      .slice(0, most);
  };
  return [
    ...take('Commands', commands(actions), kind === undefined ? EACH + 4 : 50),
    ...take('Spectra', spectra(entries), kind === undefined ? EACH : 50),
    ...take('Tasks', families.map(familyItem), EACH),
  ];
}

function* commands(actions: readonly Action[]): Iterable<PaletteItem> {
  for (const action of actions) {
    if (action.keyOnly === true) continue;
    yield {
      id: action.id,
      section: 'Commands',
      label: action.label,
      hint: action.hint ?? (action.scope === 'plot' ? 'Viewer' : ''),
      icon: action.icon ?? IconActivity,
      keys: action.keys[0],
      disabled: action.disabled?.(),
    };
  }
}

function* spectra(entries: readonly LibraryEntry[]): Iterable<PaletteItem> {
  for (const entry of entries) {
    yield {
      id: entry.path,
      section: 'Spectra',
      label: entry.object ?? entry.name,
      hint: [entry.product, entry.release, entry.field, entry.name].filter(Boolean).join(', '),
      icon: IconFile,
      keys: undefined,
      disabled: entry.problem?.message,
    };
  }
}

function familyItem({ family, summary }: FamilyDescription): PaletteItem {
  return {
    id: family,
    section: 'Tasks',
    label: family,
    hint: summary,
    icon: IconSitemap,
    keys: undefined,
    disabled: undefined,
  };
}
