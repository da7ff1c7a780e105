import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Locator, Page } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropFiles } from './dropFiles.ts';
import { plotOf, pointAt, readoutOf, viewOf } from './plotPage.ts';
import { missing, startApp, type RunningApp } from './startApp.ts';
import { emptyFile, esoTable, lamostImage, manyFibres } from './unknownFiles.ts';

if (missing !== undefined) console.warn(`SKIPPED: files that no loader knows, since ${missing}`);

const field = (page: Page, name: string): Locator =>
  page.getByRole('combobox', { name, exact: true });
const showButton = (page: Page): Locator => page.getByRole('button', { name: 'Show spectrum' });

describe.skipIf(missing !== undefined)('files that no loader knows', () => {
  const home = mkdtempSync(join(tmpdir(), 'astra-ui-'));
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ home });
  });
  afterAll(async () => {
    await app.stop();
    rmSync(home, { recursive: true, force: true });
  });

  it('are asked about, with what their names and units suggest', async () => {
    const { page } = app;
    await dropFiles(page, [esoTable]);
    await showButton(page).waitFor();
    await page.getByRole('heading', { name: 'This is none of the SDSS spectra' }).waitFor();
    await page.getByRole('treeitem', { name: /Asks which curve is which.*eso-table/ }).waitFor();
    await expect(field(page, 'Wavelengths').inputValue()).resolves.toMatch(/column WAVE$/);
    await expect(field(page, 'Unit of the wavelengths').inputValue()).resolves.toBe('nm');
    await page.getByText('2,000 pixels; the file states nm').waitFor();
    await expect(field(page, 'Fluxes').inputValue()).resolves.toMatch(/column FLUX$/);
    await expect(field(page, 'Curve of the uncertainties').inputValue()).resolves.toMatch(/ERR$/);
    await app.picture('which-form-light');
  });

  it('offer as fluxes only what has as many pixels, and say why of the others', async () => {
    const { page } = app;
    await field(page, 'Fluxes').click();
    const lines = page.getByRole('option', { name: /column EW/ });
    await expect(lines.innerText()).resolves.toContain('40 pixels, not 2,000');
    await expect(lines.getAttribute('aria-disabled')).resolves.toBe('true');
    await page.getByRole('option', { name: /WAVE.*these are the wavelengths/ }).waitFor();
    await app.picture('which-list-light');
    await page.keyboard.press('Escape');
    await expect.poll(() => lines.isVisible()).toBe(false);
  });

  it('tell in the form what is wrong with an answer, and what is left out of it', async () => {
    const { page } = app;
    await field(page, 'Wavelengths').click();
    await page.getByRole('option', { name: /column QUAL/ }).click();
    await showButton(page).click();
    const refused = page.getByRole('alert').filter({ hasText: 'not ascending' });
    await expect(refused.innerText()).resolves.toContain('Say anew which curve');
    await field(page, 'Wavelengths').click();
    await page.getByRole('option', { name: /LAMBDA/ }).click();
    await page.getByText('40 pixels; the file states no unit').waitFor();
    await expect(field(page, 'Unit of the wavelengths').inputValue()).resolves.toBe('Å');
    await page.getByRole('radio', { name: 'Standard error σ' }).focus();
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('ArrowLeft');
    await showButton(page).click();
    await page.getByText('Choose the curve that holds the uncertainties, or None').waitFor();
  });

  it('are drawn by Enter, in ascending Å, with their unit and S/N', async () => {
    const { page } = app;
    await field(page, 'Wavelengths').click();
    await page.getByRole('option', { name: /WAVE/ }).click();
    await field(page, 'Fluxes').press('Enter');
    await plotOf(page).waitFor();
    const view = await viewOf(page);
    expect(Math.round(view.from)).toBe(4991);
    expect(Math.round(view.to)).toBe(7010);
    await pointAt(page, 0.5);
    await expect.poll(() => readoutOf(page, 'Flux')).toMatch(/± 4\.0 erg\.s/);
    expect(Number(await readoutOf(page, 'S/N').then((text) => text.split(' ')[0]))).toBeGreaterThan(
      20,
    );
    await page.getByText('This spectrum has no mask.').waitFor();
    await page.getByRole('treeitem', { name: /eso-table.*explained/ }).waitFor();
    await app.picture('which-plot-light');
  });

  it('are not asked about again when they are dropped again', async () => {
    const { page } = app;
    await dropFiles(page, [esoTable]);
    await page.getByText('1 file already in the library').waitFor();
    await plotOf(page).waitFor();
    expect(await page.getByRole('treeitem', { name: /eso-table/ }).count()).toBe(1);
    expect(await showButton(page).count()).toBe(0);
  });

  it('are explained anew from the palette; Escape leaves the spectrum as it is', async () => {
    const { page } = app;
    const change = async () => {
      await page.keyboard.press('Control+k');
      await page.keyboard.type('>which is which');
      await page.keyboard.press('Enter');
      await showButton(page).waitFor();
    };
    await change();
    const first = await field(page, 'Wavelengths').getAttribute('id');
    await expect.poll(() => page.evaluate('document.activeElement.id')).toBe(first);
    const note = await field(page, 'Wavelengths').getAttribute('aria-describedby');
    await expect(page.locator(`[id="${note ?? ''}"]`).innerText()).resolves.toContain('states nm');
    await app.picture('which-change-light');
    await page.keyboard.press('Space');
    await page.getByRole('option', { name: /QUAL/ }).waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.getByRole('option').count()).toBe(0);
    await page.keyboard.press('Escape');
    await plotOf(page).waitFor();
    await expect.poll(() => page.evaluate('document.activeElement.dataset.keys')).toBe('plot');
    await change();
    await page.getByRole('radio', { name: 'None' }).focus();
    await page.keyboard.press('Space');
    await page.getByRole('textbox', { name: 'Unit of the fluxes' }).fill('');
    await page.keyboard.press('Enter');
    await plotOf(page).waitFor();
    await page.getByText('It comes with no errors').waitFor();
    await pointAt(page, 0.5);
    await expect.poll(() => readoutOf(page, 'S/N')).toMatch(/^—/);
    await expect.poll(() => readoutOf(page, 'Flux')).toMatch(/^[\d.]+ unit not stated$/);
    await page.getByRole('tab', { name: 'Header' }).click();
    const header = page.getByRole('region', { name: 'Header' });
    await expect(header.innerText()).resolves.toMatch(/HDU 1, column WAVE, in nm/);
    await app.picture('which-header-light');
  });

  it('with many rows are drawn at the row that is given', async () => {
    const { page } = app;
    await dropFiles(page, [manyFibres]);
    await showButton(page).waitFor();
    await expect(field(page, 'Fluxes').inputValue()).resolves.toBe('HDU 0 (FLUX)');
    const row = page.getByLabel('Row', { exact: true });
    await row.fill('');
    await showButton(page).click();
    await page.getByText('Give the row of the spectrum').waitFor();
    await row.fill('234');
    await app.picture('which-rows-light');
    await row.press('Enter');
    await plotOf(page).waitFor();
    await pointAt(page, 0.5);
    await expect.poll(() => readoutOf(page, 'Flux')).toMatch(/^23(39|40|41)\b/);
    await page.getByRole('button', { name: 'Which is which…' }).click();
    await expect(row.inputValue()).resolves.toBe('234');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await page.getByRole('treeitem', { name: /eso-table/ }).click();
    await plotOf(page).waitFor();
  });

  it('are no input of tasks, and Tasks says why', async () => {
    const { page } = app;
    await plotOf(page).press('g');
    await page.keyboard.press('t');
    await page
      .getByRole('option', { name: /EstimateSnr/ })
      .first()
      .click();
    await page
      .getByText(/shown in the Viewer, is no input: tasks read SDSS spectra only/)
      .waitFor();
    await app.picture('which-tasks-light');
    await page.keyboard.press('Escape');
  });

  it('with nothing in them to draw say so, and what to ask', async () => {
    const { page } = app;
    await dropFiles(page, [emptyFile]);
    await page.getByRole('heading', { name: 'Nothing in it looks like a spectrum' }).waitFor();
    const path = join(app.workspace, 'dropped', emptyFile.name);
    await page.getByText(`astra fits ${path}`).waitFor();
    expect(await showButton(page).count()).toBe(0);
    expect(app.errors).toEqual([]);
  });

  it('of another survey are drawn as well; at the next start nothing is asked again', async () => {
    await dropFiles(app.page, [lamostImage]);
    await showButton(app.page).waitFor();
    await app.page.getByRole('heading', { name: 'This is a LAMOST spectrum' }).waitFor();
    await app.page.getByText('the file states log10(Å)').waitFor();
    await app.page.getByRole('radio', { name: /Inverse variance/ }).focus();
    await app.page.keyboard.press('Space');
    await field(app.page, 'Curve of the uncertainties').click();
    await app.page.getByRole('option', { name: /row 1/ }).click();
    await showButton(app.page).click();
    await plotOf(app.page).waitFor();
    // Longer than an answer waits before it is sent.
    await app.page.waitForTimeout(800);
    await app.stop();

    app = await startApp({ home, colorScheme: 'dark', width: 1920, height: 1080 });
    const { page } = app;
    await page.getByRole('treeitem', { name: /spec-lamost/ }).click();
    await page.getByRole('img', { name: /^Flux of LAMOST star/ }).waitFor();
    expect(Math.round((await viewOf(page)).from)).toBe(3689);
    await pointAt(page, 0.5);
    await expect.poll(() => readoutOf(page, 'Flux')).toMatch(/± 4\.0/);
    await app.picture('which-plot-dark');
    await page.getByRole('button', { name: 'Which is which…' }).click();
    await expect(field(page, 'Curve of the uncertainties').inputValue()).resolves.toMatch(/row 1$/);
    await app.picture('which-form-dark');
    await page.getByRole('button', { name: 'Cancel' }).click();
    await plotOf(page).waitFor();
    expect(app.errors).toEqual([]);
  });
});
