import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { plotOf, pointAt, readoutOf, viewOf } from './plotPage.ts';
import { missing, startApp, type RunningApp } from './startApp.ts';

if (missing !== undefined) console.warn(`SKIPPED: the viewer in a browser, since ${missing}`);

const cli = fileURLToPath(new URL('../../out/main/cli.js', import.meta.url));

interface SpectrumDocument {
  readonly wavelength: readonly number[];
  readonly flux: readonly number[];
  readonly ivar: readonly number[];
  readonly masks:
    readonly { readonly bitmask?: readonly number[] }[] | { readonly bitmask?: readonly number[] };
}

describe.skipIf(missing !== undefined)('the viewer', () => {
  let app: RunningApp;
  beforeAll(async () => {
    app = await startApp();
  });
  afterAll(async () => {
    await app.stop();
  });

  it('opens the sample workspace on a spectrum, with its masks, and without an error', async () => {
    await expect(plotOf(app.page).getAttribute('aria-label')).resolves.toContain('12,288 pixels');
    expect(await app.page.getByRole('treeitem').count()).toBeGreaterThan(3);
    await app.page.getByText('synthetic', { exact: true }).waitFor();
    await app.picture('viewer-light');
    expect(app.errors).toEqual([]);
  });

  it('zooms by wheel and box, goes back one by one, and home', async () => {
    const { page } = app;
    const whole = await viewOf(page);
    await pointAt(page, 0.25);
    await page.mouse.wheel(0, -600);
    await expect.poll(async () => (await viewOf(page)).to).toBeLessThan(whole.to - 100);
    const wheeled = await viewOf(page);
    await page.waitForTimeout(800);
    await pointAt(page, 0.4);
    await page.mouse.down();
    await pointAt(page, 0.6);
    await page.mouse.up();
    await expect.poll(async () => (await viewOf(page)).to).toBeLessThan(wheeled.to - 1);
    const boxed = await viewOf(page);
    const span = wheeled.to - wheeled.from;
    expect((boxed.to - boxed.from) / span).toBeCloseTo(0.2, 1);
    await plotOf(page).press('Backspace');
    await expect.poll(async () => await viewOf(page)).toEqual(wheeled);
    await plotOf(page).press('Backspace');
    await expect.poll(async () => await viewOf(page)).toEqual(whole);
    await plotOf(page).press('Shift+Backspace');
    await expect.poll(async () => await viewOf(page)).toEqual(wheeled);
    await plotOf(page).press('Home');
    await expect.poll(async () => await viewOf(page)).toEqual(whole);
  });

  it('zooms and pans by keys', async () => {
    const { page } = app;
    const whole = await viewOf(page);
    await plotOf(page).press('+');
    await expect.poll(async () => (await viewOf(page)).from).toBeGreaterThan(whole.from + 100);
    const closer = await viewOf(page);
    await plotOf(page).press('ArrowRight');
    const step = (closer.to - closer.from) / 10;
    await expect.poll(async () => (await viewOf(page)).from - closer.from).toBeCloseTo(step, 3);
    await plotOf(page).press('Home');
  });

  it('reads out the values of the file', async () => {
    const { page, workspace } = app;
    const header = page.getByRole('tab', { name: 'Header' });
    await header.click();
    const path = await page
      .locator('.header-card', { hasText: 'file' })
      .first()
      .locator('dd')
      .innerText();
    await page.getByRole('tab', { name: 'Statistics' }).click();
    const text = execFileSync(process.execPath, [cli, 'spectrum', path, '--json'], {
      cwd: workspace,
      maxBuffer: 64e6,
    });
    const document = JSON.parse(text.toString()) as SpectrumDocument;
    await pointAt(page, 0.31);
    await plotOf(page).press('f');
    for (const key of ['Shift+ArrowRight', 'Shift+ArrowRight', 'Shift+ArrowLeft']) {
      await plotOf(page).press(key);
      const px = Number(/px (\d+)/.exec(await readoutOf(page, 'S/N'))?.[1]);
      const flux = document.flux[px] ?? NaN;
      const sigma = 1 / Math.sqrt(document.ivar[px] ?? NaN);
      expect(await readoutOf(page, 'λ')).toContain(`${document.wavelength[px]?.toFixed(3)} Å`);
      const [shownFlux, shownSigma] = (await readoutOf(page, 'Flux')).split(/ ± | /).map(Number);
      const half = 0.5 * 10 ** -(String(shownFlux).split('.')[1]?.length ?? 0) + 1e-9;
      expect(Math.abs((shownFlux ?? NaN) - flux)).toBeLessThanOrEqual(Math.max(half, sigma * 0.05));
      expect(Math.abs((shownSigma ?? NaN) - sigma)).toBeLessThanOrEqual(sigma * 0.05);
    }
    await app.picture('viewer-pinned');
    await plotOf(page).press('f');
  });

  it('switches the shading of a mask bit on and off, and undoes it', async () => {
    const { page } = app;
    const box = page.getByRole('checkbox', { name: 'Shade SIG_TELLURIC' });
    expect(await box.isChecked()).toBe(false);
    const before = await plotOf(page).getAttribute('aria-label');
    await box.check();
    await expect.poll(() => plotOf(page).getAttribute('aria-label')).not.toBe(before);
    await page.getByRole('button', { name: /^Undo: show SIG_TELLURIC/ }).click();
    await expect.poll(() => plotOf(page).getAttribute('aria-label')).toBe(before);
    expect(await box.isChecked()).toBe(false);
  });

  it('says what a mask bit means, to the keyboard as well', async () => {
    const { page } = app;
    const box = page.getByRole('checkbox', { name: 'Shade SIG_SKYLINE' });
    const id = await box.getAttribute('aria-describedby');
    const meaning = await page.locator(`[id="${id ?? ''}"]`).textContent();
    expect(meaning).toMatch(/^Bit 12: .*sky/i);
    await page.getByRole('checkbox', { name: 'Shade PERSIST_LOW' }).focus();
    await page.keyboard.press('Tab');
    await page.getByRole('tooltip', { name: meaning ?? '' }).waitFor();
    await app.picture('viewer-bit-meaning');
    await page.keyboard.press('Shift+Tab');
  });

  it('measures the line in the middle of the view, with errors', async () => {
    const { page } = app;
    await page.getByRole('tab', { name: 'Line' }).click();
    const panel = page.getByRole('region', { name: 'Line in view' });
    await panel.getByText('Zoom in until one line').waitFor();
    const box = await plotOf(page).boundingBox();
    if (box === null) throw new Error('the plot is not on screen');
    await page.mouse.move(box.x + box.width * 0.48, box.y + 60);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width * 0.5, box.y + 62, { steps: 4 });
    await page.mouse.up();
    await panel.getByRole('columnheader', { name: 'Equivalent width Å' }).waitFor();
    const widths = await panel.getByRole('row').nth(1).innerText();
    expect(widths).toMatch(/^−?[\d.]+ ± [\d.]+\t159\d\d\.\d+ ± /);
    const { from, to } = await viewOf(page);
    const fifth = (to - from) / 5;
    const window = /^Line: ([\d.]+)–([\d.]+) Å/m.exec(await panel.innerText());
    expect(Math.abs(Number(window?.[1]) - (from + fifth))).toBeLessThan(0.02);
    expect(Math.abs(Number(window?.[2]) - (to - fifth))).toBeLessThan(0.02);
    await app.picture('viewer-line');
    await plotOf(page).press('Home');
    await panel.getByText('Zoom in until one line').waitFor();
    await page.getByRole('tab', { name: 'Statistics' }).click();
  });

  it('shows the same pixels as a table under T, and comes back', async () => {
    const { page } = app;
    await plotOf(page).press('t');
    const table = page.getByRole('table', { name: 'Pixels' });
    await table.waitFor();
    expect(await table.getAttribute('aria-rowcount')).toBe('12289');
    await page.keyboard.press('t');
    await plotOf(page).waitFor();
  });

  it('finds a spectrum by the palette and by the filter of the library', async () => {
    const { page } = app;
    await page.keyboard.press('Control+k');
    await page.getByRole('combobox', { name: /Search/ }).fill('@apStar');
    await app.picture('palette');
    await page.keyboard.press('Escape');
    const tree = page.getByRole('tree');
    const all = await tree.getByRole('treeitem').count();
    await page.getByLabel('Filter the library').fill('s/n > 100');
    await expect.poll(() => tree.getByRole('treeitem').count()).toBeLessThan(all);
    await page.getByLabel('Filter the library').fill('');
    await expect.poll(() => tree.getByRole('treeitem').count()).toBe(all);
  });

  it('takes a dropped file and says why it is no spectrum', async () => {
    const { page } = app;
    const transfer = await page.evaluateHandle(`(() => {
      const data = new DataTransfer();
      data.items.add(new File(['this is no FITS file'], 'notes.fits'));
      return data;
    })()`);
    await page.dispatchEvent('.app', 'drop', { dataTransfer: transfer });
    await page.getByRole('treeitem', { name: /notes\.fits/ }).waitFor();
    expect(await page.getByRole('alert').innerText()).toContain('notes.fits');
    await page.getByRole('button', { name: 'Dismiss' }).first().click();
  });

  it('fits the least window without a scroll bar across, and keeps read-out and library in reach', async () => {
    const { page } = app;
    await page.setViewportSize({ width: 1024, height: 700 });
    await pointAt(page, 0.5);
    await page.getByLabel('Read-out').getByText('flux').waitFor();
    expect(await page.evaluate('document.documentElement.scrollWidth')).toBe(1024);
    await app.picture('viewer-compact');
    const library = page.getByRole('button', { name: 'Library', exact: true });
    await library.click();
    await page.getByRole('tree').waitFor();
    await app.picture('viewer-compact-library');
    await library.click();
    await page.getByRole('tree').waitFor({ state: 'detached' });
    await page.setViewportSize({ width: 1280, height: 800 });
    await library.waitFor({ state: 'detached' });
    expect(app.errors).toEqual([]);
  });
});
