import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { FolderChanges } from './folderChanges.ts';

it('a folder tree tells what came and went since the last look', async () => {
  const root = mkdtempSync(join(tmpdir(), 'astra-changes-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const field = join(root, 'dr17', 'M67');
  const put = (name: string) => writeFileSync(join(field, name), '');
  mkdirSync(field, { recursive: true });
  put('b.fits');
  put('a.fits');
  put('.c.fits.part');
  const changes = new FolderChanges(root, (name) => name.endsWith('.fits'));
  const all = [join(field, 'a.fits'), join(field, 'b.fits')];
  expect(await changes.look()).toEqual({ appeared: all, vanished: [] });
  expect(await changes.look()).toEqual({ appeared: [], vanished: [] });
  // Within the same time stamp as the look before.
  put('c.fits');
  rmSync(join(field, 'a.fits'));
  expect(await changes.look()).toEqual({
    appeared: [join(field, 'c.fits')],
    vanished: [join(field, 'a.fits')],
  });
  rmSync(join(root, 'dr17'), { recursive: true });
  const { vanished } = await changes.look();
  expect([...vanished].sort()).toEqual([join(field, 'b.fits'), join(field, 'c.fits')]);
  expect(await new FolderChanges(join(root, 'nowhere'), () => true).look()).toEqual({
    appeared: [],
    vanished: [],
  });
});

it('a folder whose time has not changed is not read again', async () => {
  const root = mkdtempSync(join(tmpdir(), 'astra-changes-'));
  onTestFinished(() => rmSync(root, { recursive: true, force: true }));
  const old = new Date('2020-01-01T00:00:00Z');
  utimesSync(root, old, old);
  const changes = new FolderChanges(root, () => true);
  await changes.look();
  writeFileSync(join(root, 'a.fits'), '');
  utimesSync(root, old, old);
  expect((await changes.look()).appeared).toEqual([]);
  utimesSync(root, new Date(), new Date());
  expect((await changes.look()).appeared).toEqual([join(root, 'a.fits')]);
});
