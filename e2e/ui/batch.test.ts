import { appendFileSync, copyFileSync, readdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { missing, startApp, type RunningApp } from './startApp.ts';

if (missing !== undefined) console.warn(`SKIPPED: batches in a browser, since ${missing}`);

describe.skipIf(missing !== undefined)('a batch in the app', () => {
  let app: RunningApp;
  let spectra: string[];
  beforeAll(async () => {
    app = await startApp();
    spectra = readdirSync(join(app.workspace, 'sas'), { recursive: true, encoding: 'utf8' })
      .filter((path) => /apVisit-.*\.fits$/.test(path))
      .map((path) => `sas/${path}`)
      .sort();
  });
  afterAll(async () => {
    await app.stop();
  });

  const table = () => app.page.getByLabel('Paste a table');
  const plan = () => app.page.getByRole('region', { name: 'Plan' });
  const runButton = () => app.page.getByRole('button', { name: /^Run/ });
  const queue = () => app.page.getByRole('region', { name: 'Queue' });
  const rows = (factors: readonly number[]) =>
    factors.flatMap((factor) => spectra.map((path) => `${path},${factor}`));
  const csv = (lines: readonly string[]) => ['input,fudge_factor', ...lines].join('\n');

  it('names a faulty row with its line and parameter, and does not run it', async () => {
    const { page } = app;
    expect(spectra.length).toBeGreaterThan(0);
    await page.keyboard.press('g');
    await page.keyboard.press('t');
    await page.getByRole('option', { name: /^EstimateSnr / }).click();
    await page.getByText('Table', { exact: true }).click();
    const [first = ''] = spectra;
    await table().fill(csv([`${first},1`, `${first},two`]));
    const faults = page.getByRole('list', { name: 'Faults' });
    await faults.waitFor();
    expect(await faults.innerText()).toMatch(/Line 3\s*fudge_factor/);
    await page.getByText('2 rows; 1 row cannot be understood').waitFor();
    expect(await runButton().getAttribute('aria-disabled')).toBe('true');
    await app.picture('batch-fault-light');
  });

  it('says of every task why it would run, one by one', async () => {
    const { page } = app;
    await table().fill(csv(rows([1, 1.1, 1.2])));
    const count = spectra.length * 3;
    await plan()
      .getByText(`${spectra.length + count} tasks: ${count} to run`, { exact: false })
      .waitFor();
    expect(await plan().innerText()).toContain('Never run');
    await page.getByText('--batch', { exact: false }).waitFor();
    await plan().getByRole('tab', { name: 'Every task' }).click();
    await page.getByLabel('Filter the tasks').fill('never');
    const listed = page.getByRole('table', { name: 'Tasks of the plan' });
    await expect.poll(() => listed.getAttribute('aria-rowcount')).toBe(String(count + 1));
    await listed.getByRole('rowgroup').focus();
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    const drawer = page.getByRole('complementary', { name: 'Task', exact: true });
    await drawer.getByText('Never run').first().waitFor();
    await drawer.getByText('fudge_factor', { exact: true }).waitFor();
    await page.keyboard.press('Escape');
    await drawer.waitFor({ state: 'detached' });
    await plan().getByRole('tab', { name: 'Matrix' }).click();
    const matrix = page.getByRole('table', { name: 'Subjects and families' });
    await matrix.getByText('Here').first().waitFor();
    await app.picture('batch-matrix-light');
  });

  it('runs by the keyboard, and the second time everything is reused', async () => {
    const { page } = app;
    const count = spectra.length * 3;
    await table().focus();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('button', { name: 'Run: nothing new' }).waitFor({ timeout: 50_000 });
    await queue()
      .getByRole('button', { name: `${count} done` })
      .waitFor();
    await page.getByRole('button', { name: 'Run: nothing new' }).click();
    await queue()
      .getByRole('button', { name: /^\d+ reused/ })
      .waitFor();
    await expect.poll(() => queue().innerText()).not.toContain('done');
    await plan()
      .getByText(/ 0 to run|reused/)
      .first()
      .waitFor();
  });

  it('takes a long table that is pasted without showing all of it', async () => {
    const { page } = app;
    const count = 1500;
    const lines = Array.from(
      { length: count },
      (_, index) => `${spectra[0] ?? ''},${2 + index / 1000}`,
    );
    await table().focus();
    // As text, since it runs in the page, which the types of this test know nothing of.
    await page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', ${JSON.stringify(csv(lines))});
      const paste = { clipboardData, bubbles: true, cancelable: true };
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', paste));
    }`);
    await page.getByText('1,500 rows, all understood').waitFor();
    await plan().getByText('1,500 to run', { exact: false }).waitFor();
    await plan().getByRole('tab', { name: 'Every task' }).click();
    const listed = page.getByRole('table', { name: 'Tasks of the plan' });
    await expect.poll(() => listed.getAttribute('aria-rowcount')).toBe(String(count + 2));
    await listed.getByRole('rowgroup').focus();
    await page.keyboard.press('End');
    await listed
      .locator(`[aria-rowindex="${count + 2}"]`)
      .getByText('EstimateSnr')
      .waitFor();
    expect(await listed.getByRole('row').count()).toBeLessThan(100);
    await page.getByRole('button', { name: 'Take another table' }).click();
  });

  it('sweeps a parameter over every row', async () => {
    const { page } = app;
    const [first = ''] = spectra;
    await table().fill(`input\n${first}`);
    await page.getByRole('button', { name: /^Sweep/ }).click();
    await page.getByRole('combobox', { name: 'Parameter of sweep 1' }).click();
    await page.getByRole('option', { name: 'fudge_factor' }).click();
    await page.getByLabel('Values of sweep 1').fill('1.2, 7, 8');
    await page.getByText('3 tasks a row').waitFor();
    await plan().getByText('4 tasks: 2 to run, 2 reused', { exact: false }).waitFor();
    await page.getByText('--sweep fudge_factor=1.2,7,8', { exact: false }).waitFor();
  });

  it('accepts a stale result as up to date, and then has nothing to do', async () => {
    const { page, workspace } = app;
    const mine = join(workspace, 'mine.fits');
    copyFileSync(join(workspace, spectra[0] ?? ''), mine);
    await page.getByLabel('Remove sweep 1').click();
    await table().fill('input\nmine.fits');
    await page.getByRole('button', { name: 'Run 1 task' }).click();
    await page.getByRole('button', { name: 'Run: nothing new' }).waitFor();
    appendFileSync(mine, Buffer.alloc(2880)); // padding: another file with the same spectrum
    await table().fill('input\nmine.fits\n');
    await page.getByRole('button', { name: 'Run 1 task' }).waitFor();
    await plan().getByRole('tab', { name: 'Every task' }).click();
    const listed = page.getByRole('table', { name: 'Tasks of the plan' });
    await listed.getByText('EstimateSnr').click();
    const drawer = page.getByRole('complementary', { name: 'Task', exact: true });
    await drawer.getByText('Accept as up to date…').click();
    await drawer.getByText('nor does what builds on it', { exact: false }).waitFor();
    await drawer.getByRole('button', { name: 'Accept as up to date' }).click();
    await drawer.getByText('Done').waitFor();
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: 'Run: nothing new' }).waitFor();
  });

  it('groups what failed by what it said, and tries it again', async () => {
    const { page, workspace } = app;
    for (const name of ['one', 'two']) {
      writeFileSync(join(workspace, `${name}.fits`), 'this is no FITS file');
    }
    await table().fill('input\none.fits\ntwo.fits');
    await page.getByRole('button', { name: 'Run 2 tasks' }).click();
    const failures = page.getByRole('region', { name: 'Failures' });
    await failures.getByText('2 tasks failed in 1 way').waitFor();
    await failures.getByRole('button', { expanded: false }).first().click();
    await failures
      .getByRole('table', { name: 'Tasks that failed so' })
      .getByText('one')
      .first()
      .waitFor();
    await app.picture('batch-failures-light');
    await failures.getByRole('button', { name: 'Retry what changed' }).click();
    await page.getByText('Nothing that the failed tasks read has changed since').waitFor();
    writeFileSync(join(workspace, 'two.fits'), 'it is another one, and no better');
    await failures.getByRole('button', { name: 'Retry what changed' }).click();
    await page.getByText('Trying 1 failed task again').waitFor();
    await failures.getByText('1 task failed in 1 way').waitFor();
    expect(app.errors).toEqual([]);
  });
});
