import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it, onTestFinished } from 'vitest';
import { createWorkspace, openWorkspace } from '../../core/workspace/workspace.ts';
import { Library } from './library.ts';
import { Reader } from './reader.ts';

it('files that a sync brings show up, and those that went are gone, without opening again', async () => {
  const root = mkdtempSync(join(tmpdir(), 'astra-library-'));
  const environment = { home: root, workingDirectory: root };
  createWorkspace(root);
  const reader = new Reader();
  const told: number[] = [];
  const workspace = openWorkspace(root, environment);
  const library = new Library(workspace, reader, (_changed, total) => told.push(total));
  onTestFinished(async () => {
    library.close();
    await reader.close();
    rmSync(root, { recursive: true, force: true });
  });
  await library.scan();
  expect(told).toEqual([0]);
  const folder = 'dr17/apogee/spectro/redux/dr17/visit/apo25m/M67/5940/56780';
  const name = 'apVisit-dr17-5940-56780-007.fits';
  const part = join(workspace.layout.sas, folder, `.${name}.part`);
  mkdirSync(join(workspace.layout.sas, folder), { recursive: true });
  writeFileSync(part, 'no FITS file');
  await library.refresh();
  expect(library.page('', 0, 10).total).toBe(0);
  renameSync(part, join(workspace.layout.sas, folder, name));
  await library.refresh();
  expect(library.page('M67', 0, 10).entries).toMatchObject([
    { path: `sas/${folder}/${name}`, release: 'DR17', field: 'M67', plate: '5940' },
  ]);
  expect(told.at(-1)).toBe(1);
  rmSync(join(workspace.layout.sas, 'dr17'), { recursive: true });
  await library.refresh();
  expect(library.page('', 0, 10).total).toBe(0);
  expect(told.at(-1)).toBe(0);
});
