import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing, startApp, type RunningApp } from './startApp.ts';

if (missing !== undefined) console.warn(`SKIPPED: workspaces in a browser, since ${missing}`);

describe.skipIf(missing !== undefined)('a new workspace', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(async () => {
    await app.stop();
  });

  it('with a long name leaves room for the search in a narrow window', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Sample', exact: true }).click();
    await page.getByRole('menuitem', { name: 'New workspace…' }).click();
    const name = 'the-survey-field-with-the-longest-name-of-all-2026';
    await page.getByRole('textbox', { name: 'Folder' }).fill(join(app.workspace, '..', name));
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText('No spectra yet').waitFor();
    await page.setViewportSize({ width: 1024, height: 700 });
    const library = await page.getByRole('button', { name: 'Library', exact: true }).boundingBox();
    const search = await page.getByRole('button', { name: /^Search spectra/ }).boundingBox();
    if (library === null || search === null) throw new Error('the top bar is not on screen');
    expect(library.x + library.width).toBeLessThanOrEqual(search.x);
    await app.picture('workspace-empty-compact');
    await page.setViewportSize({ width: 1280, height: 800 });
    await app.picture('workspace-empty');
  });

  it('that cannot be made says why, and what to do', async () => {
    const { page } = app;
    writeFileSync(join(app.workspace, 'file'), '');
    await page.getByRole('button', { name: /^the-survey/ }).click();
    await page.getByRole('menuitem', { name: 'New workspace…' }).click();
    const folder = page.getByRole('textbox', { name: 'Folder' });
    await folder.fill(join(app.workspace, 'file', 'inside'));
    await page.getByRole('button', { name: 'Create' }).click();
    await page.getByText(/cannot be made.*Choose a folder that you may write to/).waitFor();
    const style = "getComputedStyle(document.querySelector('.mantine-InputWrapper-error'))";
    expect(await page.evaluate(`${style}.fontSize`)).toBe('12px');
    expect(await folder.getAttribute('aria-invalid')).toBe('true');
    await app.picture('workspace-refused');
    expect(app.errors).toEqual([]);
  });
});
