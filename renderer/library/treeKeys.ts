import type { TreeRow } from './tree.ts';

export type TreeStep =
  | { readonly kind: 'move'; readonly id: string; readonly index: number }
  | { readonly kind: 'toggle'; readonly id: string; readonly open: boolean }
  | { readonly kind: 'open'; readonly path: string };

/** What a key does on the current row, by the tree pattern of the ARIA practices; undefined: nothing. */
export function moveInTree(
  rows: readonly TreeRow[],
  current: string | undefined,
  key: string,
): TreeStep | undefined {
  const index = Math.max(
    0,
    rows.findIndex((row) => row.id === current),
  );
  const row = rows[index];
  if (row === undefined) return undefined;
  switch (key) {
    case 'ArrowDown':
      return stepTo(rows, index + 1, 1);
    case 'ArrowUp':
      return stepTo(rows, index - 1, -1);
    case 'Home':
      return stepTo(rows, 0, 1);
    case 'End':
      return stepTo(rows, rows.length - 1, -1);
    case 'ArrowRight':
      if (row.kind !== 'group') return undefined;
      return row.expanded ? stepTo(rows, index + 1, 1) : { kind: 'toggle', id: row.id, open: true };
    case 'ArrowLeft':
      if (row.kind === 'group' && row.expanded) return { kind: 'toggle', id: row.id, open: false };
      return parentOf(rows, index);
    case 'Enter':
    case ' ':
      if (row.kind === 'group') return { kind: 'toggle', id: row.id, open: !row.expanded };
      return row.kind === 'leaf' ? { kind: 'open', path: row.entry.path } : undefined;
    default:
      return undefined;
  }
}

/** The nearest row from `index` on in direction `step` that can hold the focus. */
function stepTo(rows: readonly TreeRow[], index: number, step: 1 | -1): TreeStep | undefined {
  for (let i = index; i >= 0 && i < rows.length; i += step) {
    const row = rows[i];
    if (row !== undefined && row.kind !== 'columns') return { kind: 'move', id: row.id, index: i };
  }
  return undefined;
}

function parentOf(rows: readonly TreeRow[], index: number): TreeStep | undefined {
  const depth = rows[index]?.depth ?? 0;
  for (let i = index - 1; i >= 0; i -= 1) {
    const row = rows[i];
    if (row?.kind === 'group' && row.depth < depth) return { kind: 'move', id: row.id, index: i };
  }
  return undefined;
}
