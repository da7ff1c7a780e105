import type { FamilyDescription } from '../../core/api/tasks.ts';

export interface FamilyGroup {
  readonly group: FamilyDescription['group'];
  readonly families: readonly FamilyDescription[];
}

const order: readonly FamilyDescription['group'][] = [
  'Normalise',
  'Measure',
  'Combine',
  'Tidy',
  'Files',
  'Yours',
];

/** Families under their headings; every word of the search must occur in name, summary or help. */
export function groupFamilies(
  families: readonly FamilyDescription[],
  search: string,
): FamilyGroup[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = families.filter((family) => {
    const text = [
      family.family,
      family.summary,
      ...family.parameters.flatMap(({ name, help }) => [name, help]),
    ]
      .join(' ')
      .toLowerCase();
    return words.every((word) => text.includes(word));
  });
  return order.flatMap((group) => {
    const members = found.filter((family) => family.group === group);
    return members.length === 0 ? [] : [{ group, families: members }];
  });
}
