import { existsSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropFiles } from './dropFiles.ts';
import { plotOf } from './plotPage.ts';
import { missing, startApp, type RunningApp } from './startApp.ts';

const real = fileURLToPath(new URL('../../../shared/data/real/', import.meta.url));
const reason = missing ?? (existsSync(real) ? undefined : `there is no ${real}`);
if (reason !== undefined) console.warn(`SKIPPED: real files in the viewer, since ${reason}`);

describe.skipIf(reason !== undefined)('real files dropped on the window', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(async () => {
    await app.stop();
  });

  async function drop(...paths: string[]): Promise<void> {
    const files = paths.map((path) => ({
      name: basename(path),
      bytes: readFileSync(join(real, path)),
    }));
    await dropFiles(app.page, files);
  }

  it('shows the spectrum among them, and says in the library what the others are', async () => {
    const { page } = app;
    await drop(
      'catalog/spAll-plate3655.fits',
      'negative/sample_sdss.fits',
      'negative/spec-55939-GAC_061N46_V3_sp07-078.fits',
      'apVisitSum/apVisitSum-5608-55960.fits',
      'apStar/apStar-r5-2M19245882+4714573.fits',
    );
    await page.getByRole('img', { name: /^Flux of 2M19245882/ }).waitFor();
    for (const [file, word] of [
      ['spAll-plate3655', 'catalogue'],
      ['sample_sdss', 'before DR8'],
      ['sp07-078', 'LAMOST'],
      ['apVisitSum-5608-55960', 'catalogue'],
    ] as const) {
      await page.getByRole('treeitem', { name: new RegExp(`${file}.*${word}`) }).waitFor();
    }
    await app.picture('library-real');
  });

  it('gives the reason in words where there is nothing to draw', async () => {
    const { page } = app;
    await page.getByRole('treeitem', { name: /sp07-078/ }).click();
    await expect.poll(() => page.getByRole('alert').innerText()).toContain('LAMOST spectrum');
    await page.getByRole('treeitem', { name: /apStar-r5/ }).click();
    await plotOf(page).waitFor();
    expect(app.errors).toEqual([]);
  });

  it('names the three chips of a combined spectrum, not its empty ends', async () => {
    const rows = app.page.getByLabel('Statistics of the pixels in view').getByRole('row');
    await expect.poll(async () => (await rows.allInnerTexts()).length).toBe(5);
    const names = (await rows.allInnerTexts()).map((row) => row.split('\t')[0]);
    expect(names.slice(1)).toEqual(['In view', 'Chip blue', 'Chip green', 'Chip red']);
  });
});
