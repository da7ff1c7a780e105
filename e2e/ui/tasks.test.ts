import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plotOf } from './plotPage.ts';
import { missing, startApp, type RunningApp } from './startApp.ts';

if (missing !== undefined) console.warn(`SKIPPED: tasks in a browser, since ${missing}`);

describe.skipIf(missing !== undefined)('tasks in the app', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp({ colorScheme: 'dark', width: 1440, height: 900 });
  });
  afterAll(async () => {
    await app.stop();
  });

  const result = () => app.page.getByTestId('result').first();

  it('chooses a family and takes the spectrum of the viewer', async () => {
    const { page } = app;
    await app.picture('viewer-dark');
    await page
      .getByRole('navigation', { name: 'Views' })
      .getByRole('button', { name: 'Tasks' })
      .click();
    await page.getByRole('option', { name: /^EstimateSnr / }).click();
    await page.getByRole('button', { name: /from the Viewer$/ }).click();
    await page.getByText('Writes to a new location', { exact: false }).waitFor();
    await page.getByRole('button', { name: 'Run 1 task' }).waitFor();
  });

  it('says what is wrong with a parameter while it is typed, and runs only when it is right', async () => {
    const { page } = app;
    const field = page.getByLabel('fudge_factor', { exact: true });
    await field.fill('two');
    const error = page.getByRole('alert');
    await error.waitFor();
    expect(await error.innerText()).toMatch(/two/);
    expect(await field.getAttribute('aria-invalid')).toBe('true');
    const run = page.getByRole('button', { name: /^Run/ });
    expect(await run.getAttribute('aria-disabled')).toBe('true');
    await app.picture('task-error-dark');
    await field.fill('2');
    await error.waitFor({ state: 'detached' });
    await page.getByRole('img', { name: 'Modified' }).nth(1).waitFor();
    await expect.poll(() => run.getAttribute('aria-disabled')).toBe('false');
    await page.getByText('fudge_factor=2', { exact: false }).waitFor();
  });

  it('runs, shows the result, and has written it', async () => {
    const { page, workspace } = app;
    await page.getByRole('button', { name: 'Run 1 task' }).click();
    await result().waitFor();
    await page.getByText('Already computed', { exact: false }).waitFor();
    const output = await page
      .getByText(/^Written to/)
      .locator('.mono')
      .innerText();
    const written = JSON.parse(readFileSync(join(workspace, output), 'utf8')) as { snr: number };
    expect(existsSync(join(workspace, output))).toBe(true);
    const shown = Number(await page.locator('.result-number').first().innerText());
    expect(Math.abs(shown - written.snr)).toBeLessThan(0.0006);
    expect(await result().innerText()).toContain('flux · √ivar');
    await app.picture('task-result-dark');
  });

  it('knows on the next run that there is nothing to do', async () => {
    const { page } = app;
    await page.getByRole('button', { name: 'Run: nothing new' }).click();
    await expect
      .poll(() => page.getByRole('region', { name: 'Queue' }).innerText())
      .toMatch(/[12] reused/);
  });

  it('shows the whole task in the drawer and leaves it by Escape', async () => {
    const { page } = app;
    await page.getByRole('tab', { name: /^Results/ }).click();
    const rows = page.getByRole('table', { name: 'Tasks of EstimateSnr' }).locator('tbody tr');
    await rows.first().focus();
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('complementary', { name: 'Task', exact: true });
    await drawer.getByText('fudge_factor', { exact: true }).waitFor();
    expect(await drawer.innerText()).toContain('snr.json');
    await app.picture('task-detail-dark');
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    expect(await page.evaluate('document.activeElement.tagName')).toBe('TR');
  });

  it('undoes a parameter by its button', async () => {
    const { page } = app;
    await page.getByRole('tab', { name: 'Set up' }).click();
    const field = page.getByLabel('fudge_factor', { exact: true });
    await field.fill('3');
    await page.getByRole('button', { name: 'Undo: fudge_factor of EstimateSnr' }).click();
    expect(await field.inputValue()).not.toBe('3');
  });

  it('shows what came of a table of results, which needs more tasks than one', async () => {
    const { page, workspace } = app;
    const input = await page.getByLabel('input', { exact: true }).inputValue();
    await page.getByRole('option', { name: /^CollectResults / }).click();
    await page.getByLabel('of', { exact: true }).fill('EstimateSnr');
    await page.getByLabel('members', { exact: true }).fill(JSON.stringify([{ input }]));
    await page.getByRole('button', { name: /^Run \d tasks?$/ }).click();
    const last = page.getByRole('region', { name: 'Last run' });
    const output = await last
      .getByText(/^Written to/)
      .locator('.mono')
      .innerText();
    expect(existsSync(join(workspace, output.split(', ')[0] ?? ''))).toBe(true);
    await expect(last.getByTestId('result').innerText()).resolves.toContain('Tasks in the table');
    expect(await last.getByRole('button', { name: 'Open in Viewer' }).count()).toBe(0);
    await app.picture('task-collect-dark');
    await page.getByRole('option', { name: /^EstimateSnr / }).click();
  });

  it('goes from a result to its spectrum', async () => {
    const { page } = app;
    await page
      .getByRole('region', { name: 'Last run' })
      .getByRole('button', { name: 'Open in Viewer' })
      .click();
    await plotOf(page).waitFor();
    expect(app.errors).toEqual([]);
  });
});
