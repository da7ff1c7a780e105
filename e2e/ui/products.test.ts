import { execFileSync } from 'node:child_process';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dropFiles } from './dropFiles.ts';
import { missing, startApp, type RunningApp } from './startApp.ts';

const program = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));
if (missing !== undefined)
  console.warn(`SKIPPED: products of tasks in the viewer, since ${missing}`);

interface RunDocument {
  readonly tasks: readonly { readonly family: string; readonly outputs: readonly string[] }[];
}

describe.skipIf(missing !== undefined)('products of tasks', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(async () => {
    await app.stop();
  });

  /** What a command run beside the open app makes: it is queued with the app. */
  function run(...words: string[]): Map<string, string> {
    const out = execFileSync(process.execPath, [program, 'run', ...words, '--json'], {
      cwd: app.workspace,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const { tasks } = JSON.parse(out) as RunDocument;
    return new Map(
      tasks.map(({ family, outputs }) => [family, outputs.find((o) => o.endsWith('.fits')) ?? '']),
    );
  }

  it('are shown as the spectra they are, by a run of two families beside the open app', async () => {
    const { page } = app;
    const [star = ''] = globSync('sas/**/apStar-*.fits', { cwd: app.workspace });
    const made = run('Sinusoidal', 'StackSpectra', `input=${star}`, 'spectrum_kwds=rows=2:');
    await dropFiles(page, [
      { name: 'normalised.fits', bytes: readFileSync(made.get('Sinusoidal') ?? '') },
    ]);
    await page.getByText('NOT_NORMALISED').first().waitFor();
    await app.picture('product-normalised');
    await dropFiles(page, [
      { name: 'stacked.fits', bytes: readFileSync(made.get('StackSpectra') ?? '') },
    ]);
    await page.getByRole('treeitem', { name: /stacked/ }).waitFor();
    await app.picture('product-stacked');
    expect(app.errors).toEqual([]);
  });
});

describe.skipIf(missing !== undefined)('the bits that count as bad', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(async () => {
    await app.stop();
  });

  it('are chosen in the settings, kept in the workspace, and decide what is left out', async () => {
    const { page } = app;
    const used = () => page.locator('table.stats tbody tr td').nth(3).innerText();
    const before = await used();
    await page.getByRole('button', { name: 'Settings' }).click();
    const box = page.getByRole('checkbox', { name: /^SIG_SKYLINE/ });
    await box.click();
    await page.getByRole('checkbox', { name: /^SIG_TELLURIC/ }).click();
    await page.getByText('your choice').waitFor();
    await expect
      .poll(() => readFileSync(join(app.workspace, 'astra.json'), 'utf8'))
      .toContain('"bad_bits": "APOGEE_PIXMASK=0+1+2+3+4+5+6+7+12+13+14"');
    await app.picture('settings-bad-bits');
    await page.getByRole('button', { name: 'Viewer' }).click();
    await expect.poll(used).not.toBe(before);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('button', { name: 'As documented' }).click();
    await expect
      .poll(() => readFileSync(join(app.workspace, 'astra.json'), 'utf8'))
      .not.toContain('bad_bits');
    expect(await box.isChecked()).toBe(false);
    expect(app.errors).toEqual([]);
  });
});
