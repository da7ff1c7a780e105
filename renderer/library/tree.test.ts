import { describe, expect, it } from 'vitest';
import type { LibraryEntry } from '../../core/api/library.ts';
import { parseFilter } from './filter.ts';
import { buildTree, DROPPED } from './tree.ts';
import { moveInTree } from './treeKeys.ts';

function entry(path: string, more: Partial<LibraryEntry> = {}): LibraryEntry {
  return { path, name: path, origin: 'mirror', size: 1, product: 'apVisit', ...more };
}

const visit = { release: 'DR17', telescope: 'apo25m', field: 'M67', object: '2M1', mjd: '56780' };
const entries = [
  entry('a.fits', { ...visit, snr: 40 }),
  entry('b.fits', { ...visit, mjd: '56781', snr: 120 }),
  entry('c.fits', {
    release: 'DR16',
    telescope: 'lco25m',
    field: '120+12',
    object: '2M2',
    snr: 15,
  }),
  entry('dropped/x.fits', { origin: 'file', product: null, problem: { message: 'a 2-D image' } }),
];
const open = () => true;

describe('library tree', () => {
  it('groups by release, telescope, field and object; dropped files come last', () => {
    const labels = buildTree(entries, open).flatMap((row) =>
      row.kind === 'columns' ? [] : [row.label],
    );
    expect(labels).toEqual([
      'DR16',
      'lco25m',
      '120+12',
      '2M2',
      'DR17',
      'apo25m',
      'M67',
      '2M1',
      '2M1',
      DROPPED,
      'dropped/x.fits',
    ]);
  });

  it('tells two files of one object apart', () => {
    const details = buildTree(entries, open).flatMap((row) =>
      row.kind === 'leaf' ? [row.detail] : [],
    );
    expect(details).toEqual(['', '56780', '56781', '']);
  });

  it('counts what a closed group holds', () => {
    const rows = buildTree(entries, () => false);
    expect(rows.map((row) => row.kind === 'group' && row.count)).toEqual([1, 2, 1]);
  });

  it('filters by words and by S/N, and ignores a comparison that is not finished', () => {
    const found = (text: string) => entries.filter(parseFilter(text)).map(({ path }) => path);
    expect(found('m67 s/n > 100')).toEqual(['b.fits']);
    expect(found('snr<=40')).toEqual(['a.fits', 'c.fits']);
    expect(found('S/N >')).toHaveLength(4);
    expect(found('nothing')).toEqual([]);
  });
});

describe('keys in the tree', () => {
  const rows = buildTree(entries, open);

  it('walk over the visible rows and skip the column heading', () => {
    expect(moveInTree(rows, 'DR16/lco25m/120+12', 'ArrowDown')).toMatchObject({
      kind: 'move',
      id: 'c.fits',
    });
    expect(moveInTree(rows, 'c.fits', 'ArrowUp')).toMatchObject({ id: 'DR16/lco25m/120+12' });
    expect(moveInTree(rows, 'c.fits', 'End')).toMatchObject({ id: 'dropped/x.fits' });
  });

  it('close a group, go to the parent, and open a file', () => {
    expect(moveInTree(rows, 'DR17', 'ArrowLeft')).toEqual({
      kind: 'toggle',
      id: 'DR17',
      open: false,
    });
    expect(moveInTree(rows, 'a.fits', 'ArrowLeft')).toMatchObject({ id: 'DR17/apo25m/M67' });
    expect(moveInTree(rows, 'a.fits', 'Enter')).toEqual({ kind: 'open', path: 'a.fits' });
    expect(moveInTree(rows, 'a.fits', 'x')).toBeUndefined();
  });
});
