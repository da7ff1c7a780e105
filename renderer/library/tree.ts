import type { LibraryEntry } from '../../core/api/library.ts';
import { entryKeys, entryLabel } from './entryLabel.ts';

export interface TreeGroup {
  readonly kind: 'group';
  readonly id: string;
  readonly label: string;
  readonly depth: number;
  readonly count: number;
  readonly expanded: boolean;
}

export interface TreeLeaf {
  readonly kind: 'leaf';
  readonly id: string;
  readonly entry: LibraryEntry;
  readonly label: string;
  /** What tells two files of one object apart. */
  readonly detail: string;
  readonly depth: number;
}

/** The small heading over the first leaf of a group. */
export interface TreeColumns {
  readonly kind: 'columns';
  readonly id: string;
  readonly depth: number;
}

export type TreeRow = TreeGroup | TreeLeaf | TreeColumns;

interface Node {
  readonly label: string;
  readonly children: Map<string, Node>;
  readonly leaves: LibraryEntry[];
}

/** Where files lie that were dropped on the window or opened by path. */
export const DROPPED = 'Dropped files';
const OTHER = 'Other files';

/**
 * The rows of the tree in order, with closed groups left out: release, telescope, field, object.
 * `isOpen` decides by group id; ids are the labels from the root, joined by `/`.
 */
export function buildTree(
  entries: readonly LibraryEntry[],
  isOpen: (id: string, depth: number) => boolean,
): TreeRow[] {
  const root: Node = { label: '', children: new Map(), leaves: [] };
  for (const entry of entries) place(root, entry);
  const rows: TreeRow[] = [];
  const groups = [...root.children.values()].sort(byGroup);
  for (const group of groups) flatten(group, '', 0, isOpen, rows);
  return rows;
}

function place(root: Node, entry: LibraryEntry): void {
  let node = root;
  for (const label of groupsOf(entry)) {
    let child = node.children.get(label);
    if (child === undefined) {
      child = { label, children: new Map(), leaves: [] };
      node.children.set(label, child);
    }
    node = child;
  }
  node.leaves.push(entry);
}

function groupsOf(entry: LibraryEntry): string[] {
  if (entry.origin === 'file') return [DROPPED];
  if (entry.release === undefined) return [OTHER];
  const levels = [entry.release, entry.telescope, entry.field ?? plateLabel(entry)];
  return levels.filter((level): level is string => level !== undefined && level !== '');
}

function plateLabel(entry: LibraryEntry): string | undefined {
  return entry.plate === undefined ? undefined : `plate ${entry.plate}`;
}

function flatten(
  node: Node,
  parent: string,
  depth: number,
  isOpen: (id: string, depth: number) => boolean,
  rows: TreeRow[],
): void {
  const id = parent === '' ? node.label : `${parent}/${node.label}`;
  const expanded = isOpen(id, depth);
  rows.push({ kind: 'group', id, label: node.label, depth, count: countLeaves(node), expanded });
  if (!expanded) return;
  for (const child of [...node.children.values()].sort(byGroup)) {
    flatten(child, id, depth + 1, isOpen, rows);
  }
  rows.push(...leafRows(node, id, depth + 1));
}

function leafRows(node: Node, id: string, depth: number): TreeRow[] {
  const dropped = node.label === DROPPED;
  const leaves = node.leaves.map((entry): TreeLeaf => {
    const label = dropped ? shortName(entry) : entryLabel(entry);
    return { kind: 'leaf', id: entry.path, entry, label, detail: '', depth };
  });
  leaves.sort((a, b) => compareText(a.label, b.label) || compareText(a.entry.name, b.entry.name));
  const named = leaves.map((leaf, index) => {
    const twin = [leaves[index - 1], leaves[index + 1]].find(
      (other) => other?.label === leaf.label,
    );
    return twin === undefined ? leaf : { ...leaf, detail: tellApart(leaf.entry, twin.entry) };
  });
  const heading: TreeRow[] =
    named.length === 0 || dropped ? [] : [{ kind: 'columns', id: `${id}/columns`, depth }];
  return [...heading, ...named];
}

/** The name of a dropped file; that a recognised one is FITS goes without saying. */
function shortName({ name, product }: LibraryEntry): string {
  return product === null ? name : name.replace(/\.fits?(\.gz)?$/i, '');
}

/** The night where two files are visits, their products where those differ, else the name. */
function tellApart(entry: LibraryEntry, twin: LibraryEntry): string {
  const night = entry.mjd ?? entryKeys(entry);
  const parts = [entry.product === twin.product ? undefined : entry.product, night];
  return parts.filter((part) => part !== null && part !== undefined).join(' ') || entry.name;
}

function countLeaves(node: Node): number {
  let count = node.leaves.length;
  for (const child of node.children.values()) count += countLeaves(child);
  return count;
}

/** Newest release first, what has no keys last. */
function byGroup(a: Node, b: Node): number {
  return rank(a.label) - rank(b.label) || compareText(a.label, b.label);
}

function rank(label: string): number {
  if (label === DROPPED) return 2;
  return label === OTHER ? 1 : 0;
}

function compareText(a: string, b: string): number {
  return a.localeCompare(b, 'en', { numeric: true });
}
