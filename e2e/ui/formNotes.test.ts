import type { Locator } from 'playwright';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing, startApp, type RunningApp } from './startApp.ts';

if (missing !== undefined) console.warn(`SKIPPED: notes of task forms, since ${missing}`);

/** What a screen reader says after the name of a field: the lines that describe it. */
async function announced(field: Locator): Promise<string> {
  const ids = (await field.getAttribute('aria-describedby')) ?? '';
  const lines = ids.split(' ').filter((id) => id !== '');
  const texts = lines.map((id) => field.page().locator(`[id="${id}"]`).innerText());
  return (await Promise.all(texts)).join(' ');
}

/** Of each row of the form: the line below it, and what its field is described by. */
const NOTES = `[...document.querySelectorAll('.parameter')].map((row) => {
  const ids = row.querySelector('input[id]').getAttribute('aria-describedby') ?? '';
  const described = ids.split(' ').map((id) => document.getElementById(id)?.innerText ?? '');
  return [row.querySelector('.parameter-note').innerText, described.join(' ')];
})`;

describe.skipIf(missing !== undefined)('the help and error lines of task forms', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
    await app.page.keyboard.press('g');
    await app.page.keyboard.press('t');
  });
  afterAll(async () => {
    await app.stop();
  });

  it('describe every field of every family', async () => {
    const { page } = app;
    const families = page.getByRole('listbox', { name: 'Task families' });
    const names = await families.getByRole('option').count();
    expect(names).toBeGreaterThan(10);
    let described = 0;
    for (let at = 0; at < names; at += 1) {
      await families.getByRole('option').nth(at).click();
      const form = page.getByRole('region', { name: 'Parameters' });
      const folded = form.getByRole('button', { expanded: false });
      while ((await folded.count()) > 0) await folded.first().click();
      const rows = await page.evaluate<[string, string][]>(NOTES);
      described += rows.length;
      for (const [note, description] of rows) {
        expect(note).not.toBe('');
        expect(description).toBe(note);
      }
    }
    expect(described).toBeGreaterThan(names);
  });

  it('are the error while a value is wrong, and the help again after it', async () => {
    const { page } = app;
    await page.getByRole('option', { name: /^EstimateSnr / }).click();
    const field = page.getByLabel('fudge_factor', { exact: true });
    await field.fill('two');
    await expect.poll(() => announced(field)).toMatch(/"two"/);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    await field.fill('2');
    await expect.poll(() => announced(field)).toContain('Default 1');
    expect(await field.getAttribute('aria-invalid')).toBeNull();
  });

  it('say what is missing in a sweep, and how a table is understood', async () => {
    const { page } = app;
    await page.getByRole('button', { name: /^Sweep/ }).click();
    await page.getByRole('combobox', { name: 'Parameter of sweep 1' }).click();
    await page.getByRole('option', { name: 'fudge_factor', exact: true }).click();
    const values = page.getByRole('textbox', { name: 'Values of sweep 1' });
    await expect
      .poll(() => announced(values))
      .toBe('Give values of fudge_factor, separated by commas');
    await page.getByText('Table', { exact: true }).click();
    const table = page.getByLabel('Paste a table');
    await table.fill('input,fudge_factor\nnothing.fits,two');
    await expect.poll(() => announced(table)).toContain('1 row cannot be understood');
    expect(app.errors).toEqual([]);
  });
});
