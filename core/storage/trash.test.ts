import { createHash } from 'node:crypto';
import {
  appendFileSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import type { OutputPrint } from '../store/record.ts';
import { asRecorded, taskPlace } from './asRecorded.ts';
import { emptyTrash, listTrash, TrashBatchWriter, undoTrash } from './trash.ts';

const at = new Date('2026-01-02T03:04:05Z');
const item = (n: number) => ({
  family: 'Family',
  id: n.toString(16).padStart(32, 'a'),
  subject: `star ${n}`,
  bytes: 5,
});

function places() {
  const root = mkdtempSync(join(tmpdir(), 'astra-trash-'));
  onTestFinished(() => rmSync(root, { recursive: true }));
  const found = { outputs: join(root, 'outputs'), trash: join(root, '.astra/trash') };
  for (const n of [1, 2]) {
    mkdirSync(join(found.outputs, taskPlace(item(n))), { recursive: true });
    writeFileSync(join(found.outputs, taskPlace(item(n)), 'out.json'), 'hello');
  }
  return found;
}

describe('the trash', () => {
  it('takes folders away whole and gives them back as they were', () => {
    const here = places();
    const folder = join(here.outputs, taskPlace(item(1)));
    const before = statSync(join(folder, 'out.json')).mtimeMs;
    const folderBefore = statSync(folder).mtimeMs;
    const batch = new TrashBatchWriter(here, 'one', at, 'a test');
    batch.move(item(1));
    batch.move(item(2));
    expect(existsSync(folder)).toBe(false);
    expect(listTrash(here)).toMatchObject([
      { batch: 'one', at: at.toISOString(), by: 'a test', bytes: 10, items: [item(1), item(2)] },
    ]);
    expect(undoTrash(here)).toEqual({ batch: 'one', restored: [item(1), item(2)], left: [] });
    expect(readFileSync(join(folder, 'out.json'), 'utf8')).toBe('hello');
    expect(statSync(join(folder, 'out.json')).mtimeMs).toBe(before);
    expect(statSync(folder).mtimeMs).toBe(folderBefore);
    expect(listTrash(here)).toEqual([]);
  });

  it('leaves what was made again since, and keeps the old one', () => {
    const here = places();
    const batch = new TrashBatchWriter(here, 'one', at, 'a test');
    batch.move(item(1));
    batch.move(item(2));
    mkdirSync(join(here.outputs, taskPlace(item(1))));
    writeFileSync(join(here.outputs, taskPlace(item(1)), 'out.json'), 'again');
    expect(undoTrash(here, 'one')).toEqual({ batch: 'one', restored: [item(2)], left: [item(1)] });
    expect(readFileSync(join(here.outputs, taskPlace(item(1)), 'out.json'), 'utf8')).toBe('again');
    expect(listTrash(here)[0]?.items).toEqual([item(1)]);
  });

  it('puts back the newest batch first, and a named one on request', () => {
    const here = places();
    new TrashBatchWriter(here, '20260101T000000Z-a', at, 'a test').move(item(1));
    new TrashBatchWriter(here, '20260102T000000Z-a', at, 'a test').move(item(2));
    expect(listTrash(here).map(({ batch }) => batch)).toEqual([
      '20260102T000000Z-a',
      '20260101T000000Z-a',
    ]);
    expect(undoTrash(here).restored).toEqual([item(2)]);
    expect(undoTrash(here, '20260101T000000Z-a').restored).toEqual([item(1)]);
    expect(() => undoTrash(here)).toThrow('the trash is empty');
    expect(() => undoTrash(here, 'none')).toThrow('there is no batch none');
  });

  it('undoes a move that a crash cut off before or after its rename', () => {
    const here = places();
    const batch = new TrashBatchWriter(here, 'one', at, 'a test');
    batch.move(item(1));
    // The line of item 2 is written, its folder still stands; a third line is torn.
    const manifest = join(here.trash, 'one', 'manifest.jsonl');
    appendFileSync(manifest, `${JSON.stringify(item(2))}\n{"family": "Fam`);
    expect(listTrash(here)[0]?.items).toEqual([item(1)]);
    expect(undoTrash(here)).toEqual({ batch: 'one', restored: [item(1)], left: [] });
    expect(existsSync(join(here.outputs, taskPlace(item(2)), 'out.json'))).toBe(true);
  });

  it('a manifest that someone edited leads nowhere else', () => {
    const here = places();
    new TrashBatchWriter(here, 'one', at, 'a test').move(item(1));
    const manifest = join(here.trash, 'one', 'manifest.jsonl');
    const evil = { ...item(2), family: '../../..', id: '../../../../etc' };
    appendFileSync(manifest, `${JSON.stringify(evil)}\n`);
    expect(listTrash(here)[0]?.items).toEqual([item(1)]);
  });

  it('is emptied batch by batch or at once, and only of what is its own', () => {
    const here = places();
    new TrashBatchWriter(here, 'one', at, 'a test').move(item(1));
    new TrashBatchWriter(here, 'two', at, 'a test').move(item(2));
    mkdirSync(join(here.trash, 'mine'));
    expect(emptyTrash(here, 'one').map(({ batch }) => batch)).toEqual(['one']);
    expect(emptyTrash(here).map(({ batch }) => batch)).toEqual(['two']);
    expect(listTrash(here)).toEqual([]);
    expect(existsSync(join(here.trash, 'mine'))).toBe(true);
  });

  it('a folder that is not there cannot be moved, and that is said', () => {
    const here = places();
    const batch = new TrashBatchWriter(here, 'one', at, 'a test');
    expect(() => batch.move(item(3))).toThrow(/cannot be moved/);
  });
});

describe('whether a folder is as it was recorded', () => {
  const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
  const hash = (path: string): string | undefined =>
    existsSync(path) && statSync(path).isFile() ? sha256(readFileSync(path, 'utf8')) : 'folder';

  function recorded() {
    const { outputs } = places();
    const place = taskPlace(item(1));
    const path = join(outputs, place, 'out.json');
    const { size, mtimeMs: mtime } = statSync(path);
    const print: OutputPrint = {
      name: 'o',
      kind: 'json',
      file: 'out.json',
      size,
      mtime,
      sha256: sha256('hello'),
    };
    return {
      outputs,
      path,
      look: (kind = 'json') => asRecorded(outputs, place, [{ ...print, kind }], hash),
    };
  }

  it('unchanged, or touched with the same bytes', () => {
    const { path, look } = recorded();
    expect(look()).toEqual({ kind: 'as-recorded' });
    utimesSync(path, 1, 1);
    expect(look()).toEqual({ kind: 'as-recorded' });
  });

  it('changed in size, in bytes of the same size, or gone', () => {
    const { path, look } = recorded();
    writeFileSync(path, 'hello world');
    expect(look()).toMatchObject({
      kind: 'changed',
      why: 'out.json changed since it was recorded',
    });
    writeFileSync(path, 'hallo');
    utimesSync(path, 1, 1);
    expect(look().kind).toBe('changed');
    rmSync(path);
    expect(look()).toMatchObject({ kind: 'changed', why: 'out.json is missing' });
    rmSync(dirname(path), { recursive: true });
    expect(look()).toEqual({ kind: 'missing' });
  });

  it('with a file of the user beside it', () => {
    const { path, look } = recorded();
    writeFileSync(join(dirname(path), 'notes.txt'), 'mine');
    expect(look()).toMatchObject({
      kind: 'changed',
      why: 'notes.txt lies beside it, which no task made',
    });
  });

  it('a link instead of the file, or of a folder on the way to it', () => {
    const { outputs, path, look } = recorded();
    const elsewhere = join(dirname(outputs), 'elsewhere');
    renameSync(path, elsewhere);
    symlinkSync(elsewhere, path);
    expect(look()).toMatchObject({ kind: 'changed', why: 'out.json is a link' });
    rmSync(path);
    renameSync(elsewhere, path);
    renameSync(join(outputs, 'Family'), join(dirname(outputs), 'moved'));
    symlinkSync(join(dirname(outputs), 'moved'), join(outputs, 'Family'));
    expect(look()).toMatchObject({ kind: 'changed', why: 'it lies outside the workspace' });
  });

  it('a folder where a file was recorded, and the other way round', () => {
    const { path, look } = recorded();
    expect(look('directory').kind).toBe('changed');
    rmSync(path);
    mkdirSync(path);
    expect(look().kind).toBe('changed');
  });
});
